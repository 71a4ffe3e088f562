import { createColors } from 'picocolors';
import type { DemoFolder } from './demo-folder.ts';
import type { Arrival } from './webhook-receiver.ts';
import type { Happening, WorldDay } from './world.ts';

export interface ScreenOptions {
  readonly write: (text: string) => void;
  readonly color: boolean;
  readonly width: number;
}

export interface DemoCounts {
  readonly expected: number;
  readonly told: number;
  readonly arrivals: number;
  readonly messages: number;
}

/** What the demo says between the alerts; the alerts themselves are the console channel's. */
export class DemoScreen implements ScreenOptions {
  readonly color: boolean;
  readonly width: number;
  readonly #write: (text: string) => void;
  readonly #colors: ReturnType<typeof createColors>;

  constructor(options: ScreenOptions) {
    this.#write = options.write;
    this.color = options.color;
    this.width = options.width;
    this.#colors = createColors(options.color);
  }

  /** The console channel writes here. */
  readonly write = (text: string): void => {
    this.#write(text);
  };

  opening(organizations: number, redis: boolean): void {
    const { bold } = this.#colors;
    this.#line(bold('modelwatch demo: five months of Chinese model releases in a few seconds'));
    this.#line(
      'Simulated: the Hugging Face Hub (a server on this machine that speaks its API; the repos and days are true,',
    );
    this.#line(
      'some minutes are not), the receiver of a webhook, and the clock. All else is the program as it always runs:',
    );
    this.#line(
      `HTTP polls of ${organizations} organizations, the database, ${redis ? 'the queue on Redis' : 'the queue'}, the catalog, the alerts.`,
    );
    this.#line('');
  }

  baselined(organizations: number, repos: number, messages: number): void {
    this.#note(
      '2025-06-01',
      `first look: baselined ${repos} repos of ${organizations} organizations, told of ${messages === 0 ? 'none' : messages}`,
    );
  }

  day(day: WorldDay): void {
    this.#line('');
    this.#note(day.day.slice(0, 10), this.#colors.bold(day.title));
  }

  told(happenings: readonly Happening[], arrivals: readonly Arrival[]): void {
    const ids = new Set(arrivals.map((arrival) => arrival.id));
    for (const id of ids) {
      const own = arrivals.filter((arrival) => arrival.id === id);
      const signature = own.every((arrival) => arrival.verified) ? 'signature verified' : 'SIGNATURE WRONG';
      const same = own.every((arrival) => arrival.body.equals(own[0]?.body ?? arrival.body));
      const repeats =
        own.length === 1
          ? ''
          : `; came ${own.length} times, ${same ? 'the same body byte for byte' : 'WITH ANOTHER BODY'}, so it counts once`;
      this.#indented(this.#colors.dim(`webhook receiver: ${id}, ${signature}${repeats}`));
    }
    const told = new Set(arrivals.flatMap((arrival) => reposIn(arrival)));
    for (const { title, meaning, appear } of happenings) {
      if (!appear.some((repo) => told.has(repo.id)))
        this.#indented(`${title} ${this.#colors.dim(SILENT[meaning])}`);
    }
  }

  parked(until: number, failures: number): void {
    this.#indented(
      this.#colors.yellow(
        `the Hub answered 429: nobody asks it again before ${new Date(until).toISOString().slice(11, 19)} UTC; failures counted: ${failures}`,
      ),
    );
  }

  killed(id: string): void {
    this.#indented(
      this.#colors.yellow(
        `kill -9: the receiver has ${id}, the process that sent it could not note that; started again`,
      ),
    );
  }

  ending(folder: DemoFolder, counts: DemoCounts): void {
    const { bold, green, red } = this.#colors;
    const good = counts.expected === counts.told;
    this.#line('');
    this.#line(
      (good ? green : red)(
        `${counts.expected} releases happened, ${counts.told} were told; ${counts.arrivals} messages arrived, ${counts.messages} after deduplication by webhook-id.`,
      ),
    );
    this.#line('');
    this.#line(bold('The database is kept. Try:'));
    const where = `--config ${folder.config} --data ${folder.data}`;
    for (const command of ['releases --since 2025-06-01', 'release Kimi-K2', 'alerts'])
      this.#line(`  npx modelwatch ${command} ${where}`);
    this.#line('');
    this.#line('The same on the live Hub: npm start');
  }

  #note(date: string, text: string): void {
    this.#line(`${this.#colors.cyan(date)}  ${text}`);
  }

  #indented(text: string): void {
    this.#line(`            ${text}`);
  }

  #line(text: string): void {
    this.#write(`${text}\n`);
  }
}

function reposIn(arrival: Arrival): readonly string[] {
  const body = JSON.parse(arrival.body.toString('utf8')) as { data: { alert: { covers: string[] } } };
  return body.data.alert.covers;
}

/** Why nobody is told. */
const SILENT: Readonly<Record<Happening['meaning'], string>> = {
  'new-release': '(nobody was told: this is wrong)',
  joins: '(joins its release: told before)',
  quantization: '(weights that were there, packed anew: silent)',
  'not-a-language-model': '(no language model: silent)',
  edit: '(an edit: silent)',
};
