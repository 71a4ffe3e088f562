import { createColors } from 'picocolors';
import type { ClosingScene } from './closing.ts';
import type { DemoFolder } from './demo-folder.ts';
import { alertIn, expectedAlert } from './expected-alerts.ts';
import type { Arrival } from './webhook-receiver.ts';
import type { Happening, WorldDay } from './world.ts';

export interface ScreenOptions {
  readonly write: (text: string) => void;
  readonly color: boolean;
  readonly width: number;
}

export interface DemoTellings {
  /** Kind and release of each alert that there should be, and of each that came, repeats left out. */
  readonly expected: readonly string[];
  readonly told: readonly string[];
  readonly exactly: boolean;
  readonly arrivals: number;
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
      'Simulated, by servers on this machine that speak the true protocols: the Hugging Face Hub (repos and',
    );
    this.#line(
      'days are true, some minutes are not), a page of Wikipedia, four news feeds (outlets and texts are made up,',
    );
    this.#line(
      'what they say is true, but for a rumour and a vandal), a router’s list of models, and the receiver of a',
    );
    this.#line('webhook; and the clock. All else is the program as it always runs: HTTP polls of');
    this.#line(
      `${organizations} organizations and 6 other sources, the database, ${redis ? 'the queue on Redis' : 'the queue'}, the catalog, the alerts.`,
    );
    this.#line('');
  }

  baselined(organizations: number, repos: number, others: number, messages: number): void {
    this.#note(
      '2025-06-01',
      `first look: baselined ${repos} repos of ${organizations} organizations and ${others} other sources, told of ${messages === 0 ? 'none' : messages}`,
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
    const alerts = new Set(arrivals.map(alertIn));
    for (const happening of happenings) {
      const [alert] = expectedAlert(happening);
      const { title, meaning, appear } = happening;
      if (appear.some((repo) => told.has(repo.id)) || (alert !== undefined && alerts.has(alert))) continue;
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

  ending(folder: DemoFolder, scenes: readonly ClosingScene[], tellings: DemoTellings): void {
    const { bold, green, red } = this.#colors;
    this.#line('');
    this.#line(bold('What the catalog holds now'));
    for (const { title, lines, good } of scenes) {
      this.#line(good ? green(title) : red(`${title} (this is wrong)`));
      for (const line of lines) this.#line(`  ${line}`);
    }
    const { expected, told, exactly, arrivals } = tellings;
    this.#line('');
    this.#line(
      (exactly ? green : red)(
        `${expected.length} things were worth an alert, ${told.length} were told${exactly ? ', each once' : ''}: ${byKind(told)}.`,
      ),
    );
    this.#line(`${arrivals} messages arrived, ${told.length} after deduplication by webhook-id.`);
    for (const missed of expected.filter((one) => !told.includes(one)))
      this.#line(red(`not told: ${missed}`));
    for (const wrong of told.filter((one) => !expected.includes(one)))
      this.#line(red(`told, and should not be: ${wrong}`));
    this.#line('');
    this.#line(bold('The database is kept. Try:'));
    const where = `--config ${folder.config} --data ${folder.data}`;
    for (const command of ['releases --since 2025-06-01', 'release Kimi-K2', 'sources', 'alerts'])
      this.#line(`  npx modelwatch ${command} ${where}`);
    this.#line('');
    this.#line('The same on the live Hub: npm start');
  }

  serving(url: string, token: string): void {
    const { bold, dim } = this.#colors;
    this.#line('');
    this.#line(`${bold('The page:')} ${url}  ${dim('(Ctrl-C ends it)')}`);
    this.#line(
      'The world goes on: every few seconds are a quarter of a day, and what is released now is made up.',
    );
    this.#line(`To look now and to retry, sign in there with ${token}`);
    this.#line('');
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

/** `10 release.new, 1 release.extended` */
function byKind(alerts: readonly string[]): string {
  const kinds = Map.groupBy(alerts, (alert) => alert.slice(0, alert.indexOf(' ')));
  return [...kinds].map(([kind, own]) => `${own.length} ${kind}`).join(', ');
}

/** Why nobody is told. */
const SILENT: Readonly<Record<Happening['meaning'], string>> = {
  'new-release': '(nobody was told: this is wrong)',
  joins: '(joins its release: told before)',
  quantization: '(weights that were there, packed anew: silent)',
  'not-a-language-model': '(no language model: silent)',
  edit: '(an edit: silent)',
  available: '(nobody was told: this is wrong)',
  'spoken-of': '(speaks of a release that is known: a signal more, silent)',
  copy: '(the same text: a signal more that confirms nothing, silent)',
  unrelated: '(about none of the labs: silent)',
  rumour: '(nothing is there: silent)',
  vandalism: '(an encyclopedia alone opens nothing: silent)',
};
