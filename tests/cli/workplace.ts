import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { type CommandContext, createContext, type ExitCode } from '../../src/cli/context.ts';
import { createProgram } from '../../src/cli/program.ts';
import { openRuntime } from '../../src/compose.ts';
import { loadConfiguration } from '../../src/config/configuration.ts';
import { readEnvironment } from '../../src/config/environment.ts';
import { type HubServer, startHubServer } from '../../src/demo/hub-server.ts';
import { makeRepo } from '../../src/demo/make-repo.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../../src/demo/webhook-receiver.ts';
import { demoWorld, letHappen } from '../../src/demo/world.ts';
import { refresh } from '../../src/pipeline/refresh.ts';
import { newLeaseOwner } from '../../src/store/leases.ts';
import { openStore, storeAddress } from '../../src/store/store.ts';
import { databasesOfTests } from '../servers/database-of-tests.ts';

/** What a command did. */
export interface Outcome {
  readonly code: ExitCode;
  readonly output: string;
}

/** A configuration, a store and a Hub, as somebody has them who has watched for a day. */
export interface Workplace extends AsyncDisposable {
  readonly folder: string;
  readonly hub: HubServer;
  readonly receiver: WebhookReceiver;
  /** The program's time, which stands still in between. Milliseconds since 1970. */
  now: number;
  /** A pass over all sources, through to the deliveries. */
  refresh(): Promise<void>;
  /** Runs a command in this process. What it throws is thrown. */
  run(...args: readonly string[]): Promise<Outcome>;
  /** The same, `--json` added, with what it printed understood. */
  runJson(...args: readonly string[]): Promise<unknown>;
  /** Environment for the command as a process of its own. */
  readonly env: Readonly<Record<string, string>>;
}

const LABS = `labs:
  - { id: zhipu, name: Zhipu AI, zh: 智谱, organizations: { huggingface: [zai-org] }, families: [GLM] }
  - { id: alibaba, name: Alibaba, zh: 阿里巴巴 }
  - { id: qwen, name: Qwen, parent: alibaba, organizations: { huggingface: [Qwen] }, families: [Qwen] }
  - { id: deepseek, name: DeepSeek, aliases: [DeepSeek AI], organizations: { huggingface: [deepseek-ai] } }
  - { id: kling, name: Kling, watch: none, reason: It has no public weights }
`;

const SOURCES = `sources:
  - { id: hf-zhipu, kind: huggingface-org, lab: zhipu, org: zai-org }
  - { id: hf-qwen, kind: huggingface-org, lab: qwen, org: Qwen }
`;

const PLANNED = `releases:
  - lab: deepseek
    name: DeepSeek-R2
    said_by: [{ article: An article, url: "https://example.com/", quote: R2 is planned }]
`;

export const HOSTILE = 'zai-org/Chat\u001b[31mGLM-9\nforged line-6b';

function alertsFile(receiver: WebhookReceiver): string {
  return `channels:
  - { id: good, kind: webhook, url: "${receiver.url}/good", allow_private_network: true }
  - { id: picky, kind: webhook, url: "${receiver.url}/picky", allow_private_network: true }
  - { id: screen, kind: console }
rules:
  - { id: all, on: [release.*], to: [good, picky] }
`;
}

/** Nothing was looked at yet. */
export async function makeWorkplace(): Promise<Workplace> {
  const folder = await mkdtemp(join(tmpdir(), 'modelwatch-cli-'));
  const config = join(folder, 'config');
  const data = join(folder, 'data');
  const world = demoWorld();
  let now = Date.parse('2025-07-28T08:00:00Z');
  const clock = { now: () => now };
  const hub = await startHubServer({ repos: world.baseline, organizations: world.organizations, clock });
  const receiver = await startWebhookReceiver();
  await mkdir(join(config, 'baseline'), { recursive: true });
  await writeFile(join(config, 'labs.yaml'), LABS);
  await writeFile(join(config, 'sources.yaml'), SOURCES);
  await writeFile(join(config, 'alerts.yaml'), alertsFile(receiver));
  await writeFile(join(config, 'baseline', 'planned.yaml'), PLANNED);
  const addresses = new Map<string, string>();
  const newDatabase = await databasesOfTests();
  /** Another database for each data folder, where they are not in the folders themselves. */
  const databaseOf = (dataFolder: string): string | null => {
    const known = addresses.get(dataFolder) ?? newDatabase();
    if (known !== null) addresses.set(dataFolder, known);
    return known;
  };
  const own = databaseOf(data);
  const env = {
    HF_ENDPOINT: hub.url,
    MODELWATCH_ALLOW_PRIVATE_NETWORK: '1',
    MODELWATCH_CONTACT: 'tests',
    ...(own === null ? {} : { DATABASE_URL: own }),
  };
  const environment = readEnvironment(env);

  async function pass(): Promise<void> {
    const configuration = await loadConfiguration(config, environment);
    const console = { write: () => {}, color: false, width: 80 };
    const log = pino({ level: 'silent' });
    const runtime = await openRuntime({
      configuration,
      environment,
      dataFolder: data,
      clock,
      use: 'work',
      log,
      console,
    });
    try {
      await refresh(runtime, [...runtime.sources.values()]);
    } finally {
      await runtime.close();
    }
  }

  async function run(...args: readonly string[]): Promise<Outcome> {
    const printed: string[] = [];
    let code: ExitCode = 1;
    const program = createProgram(
      'test',
      async (action, context) => {
        code = await action(context);
      },
      (options) => ({ ...createContext(options), ...captured(printed, options.data) }),
    );
    await program.parseAsync(['--config', config, '--data', data, ...args], { from: 'user' });
    return { code, output: printed.join('\n') };
  }

  function captured(printed: string[], folderOfStore: string): Partial<CommandContext> {
    const address = storeAddress(folderOfStore, databaseOf(folderOfStore));
    const openFor: CommandContext['openFor'] = (use, owner = newLeaseOwner()) =>
      openStore({ folder: folderOfStore, address, use, clock, clockIsSet: false, owner });
    return {
      environment,
      clock,
      terminal: { interactive: false, color: false, logsToPerson: false, width: 100 },
      configuration: () => loadConfiguration(config, environment),
      openForReading: () => openFor('read'),
      openFor,
      store: address,
      print: (text) => printed.push(text),
      printJson: (value) => printed.push(JSON.stringify(value)),
      printed: async () => {},
    };
  }

  return {
    folder,
    hub,
    receiver,
    get now() {
      return now;
    },
    set now(time) {
      now = time;
    },
    refresh: pass,
    run,
    runJson: async (...args) => JSON.parse((await run(...args, '--json')).output),
    env: { ...env, MODELWATCH_CLOCK: new Date(now + 7_200_000).toISOString() },
    async [Symbol.asyncDispose]() {
      await hub.close();
      await receiver.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Baselined, then GLM-4.5 and a repo with a hostile name appeared; `picky` refused what it was told. */
export async function makeUsedWorkplace(): Promise<Workplace> {
  const place = await makeWorkplace();
  await place.refresh();
  const { days } = demoWorld();
  const happening = days
    .flatMap((day) => day.happenings)
    .find(({ release, meaning }) => release === 'GLM-4.5' && meaning === 'new-release');
  if (happening === undefined) throw new Error('the world of the demo has no GLM-4.5');
  letHappen(place.hub, happening);
  place.hub.add(makeRepo({ name: HOSTILE, made: '2025-07-28T08:30:00Z', license: 'mit\u001b]0;gone\u0007' }));
  place.now = Math.max(Date.parse(happening.at), place.now) + 3_600_000;
  const refused = { kind: 'status', status: 400, body: 'no\u001b[2J thanks' } as const;
  // The first to arrive are refused, whichever channel they came by.
  place.receiver.answerWith(refused);
  await place.refresh();
  return place;
}

export interface ProcessOutcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const COMMAND = fileURLToPath(new URL('../../bin/modelwatch.js', import.meta.url));

/** The command as people run it. `lines`: standard output is closed after so many. */
export async function runProcess(
  place: Workplace,
  args: readonly string[],
  options: { readonly env?: Record<string, string>; readonly closeOutput?: boolean } = {},
): Promise<ProcessOutcome> {
  const folders = ['--config', join(place.folder, 'config'), '--data', join(place.folder, 'data')];
  const child = spawn(process.execPath, [COMMAND, ...args, ...folders], {
    env: { PATH: process.env.PATH ?? '', NO_COLOR: '1', ...place.env, ...options.env },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    if (options.closeOutput === true) child.stdout.destroy();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, stdout, stderr };
}
