import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { type HubServer, type HubServerOptions, startHubServer } from '../../src/demo/hub-server.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../../src/demo/webhook-receiver.ts';
import { eventually } from '../eventually.ts';

const BIN = fileURLToPath(new URL('../../bin/modelwatch.js', import.meta.url));
const SECRET = `whsec_${Buffer.from('a secret for tests alone').toString('base64')}`;

/** `modelwatch` as a process of its own. */
export interface Program {
  readonly stdout: string;
  /** Messages of the log so far. */
  readonly logged: readonly string[];
  readonly stderr: string;
  /** Resolves with the exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
  signal(signal: NodeJS.Signals): void;
  /** Waits for a message in the log. */
  says(message: string): Promise<void>;
}

/** A hub, a receiver, a configuration and a data folder, for processes to work on. */
export interface Place {
  readonly hub: HubServer;
  readonly receiver: WebhookReceiver;
  readonly data: string;
  start(args: readonly string[], environment?: Readonly<Record<string, string>>): Program;
  /** Runs a command to its end. */
  run(
    args: readonly string[],
    environment?: Readonly<Record<string, string>>,
  ): Promise<{
    readonly code: number | NodeJS.Signals | null;
    readonly stdout: string;
    readonly stderr: string;
  }>;
  /** Makes every source due: in the true rhythm a test would wait for minutes. */
  makeDue(): void;
  query(sql: string): unknown[];
  /** Kinds and releases of the messages that the receiver has, each once. */
  heard(): string[];
}

export interface PlaceOptions extends Pick<HubServerOptions, 'quota'> {
  /** Addresses of feeds that are watched besides. */
  readonly feeds?: readonly string[];
  /** `hosts:` of sources.yaml. */
  readonly hosts?: Readonly<Record<string, unknown>>;
}

/** Everything in it ends with the test. `orgs`: the lab of each organization. */
export async function makePlace(
  orgs: Readonly<Record<string, string>>,
  options: PlaceOptions = {},
): Promise<Place> {
  const hub = await startHubServer({ quota: options.quota ?? {} });
  const receiver = await startWebhookReceiver({ secret: SECRET });
  const folder = await mkdtemp(join(tmpdir(), 'modelwatch-daemon-'));
  const config = join(folder, 'config');
  const data = join(folder, 'data');
  await writeConfiguration(config, orgs, receiver.url, options);
  const programs: Program[] = [];

  function start(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Program {
    const fixed = {
      PATH: process.env.PATH ?? '',
      HF_ENDPOINT: hub.url,
      MODELWATCH_ALLOW_PRIVATE_NETWORK: '1',
      MODELWATCH_CONTACT: 'https://example.org/modelwatch',
    };
    const program = startProgram(['--config', config, '--data', data, ...args], { ...fixed, ...environment });
    programs.push(program);
    return program;
  }

  onTestFinished(async () => {
    for (const program of programs) program.signal('SIGKILL');
    await Promise.all(programs.map(({ ended }) => ended));
    await hub.close();
    await receiver.close();
    await rm(folder, { recursive: true, force: true });
  });
  return {
    hub,
    receiver,
    data,
    start,
    run: async (args, environment) => {
      const program = start(args, environment);
      return { code: await program.ended, stdout: program.stdout, stderr: program.stderr };
    },
    makeDue: () => {
      using database = new DatabaseSync(join(data, 'modelwatch.db'), { timeout: 5000 });
      database.exec('update sources set next_due_at = 0');
    },
    query: (sql) => {
      using database = new DatabaseSync(join(data, 'modelwatch.db'), { readOnly: true, timeout: 5000 });
      return database
        .prepare(sql)
        .all()
        .map((row) => ({ ...row }));
    },
    heard: () => receiver.messages.map(({ body }) => understand(body)),
  };
}

function startProgram(args: readonly string[], env: Record<string, string>): Program {
  const child = spawn(process.execPath, [BIN, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const logged = () =>
    stderr
      .split('\n')
      .filter((line) => line.startsWith('{') && line.endsWith('}'))
      .map((line) => String(JSON.parse(line).msg));
  return {
    get stdout() {
      return stdout;
    },
    get stderr() {
      return stderr;
    },
    get logged() {
      return logged();
    },
    ended: new Promise((resolve) => child.once('close', (code, signal) => resolve(code ?? signal))),
    signal: (signal) => void child.kill(signal),
    says: (message) =>
      // Several processes that start at once take long on a machine that is busy with others.
      eventually(`the log says "${message}"`, () => logged().some((line) => line.includes(message)), 40_000),
  };
}

/** JSON is YAML. */
async function writeConfiguration(
  folder: string,
  orgs: Readonly<Record<string, string>>,
  receiver: string,
  { feeds = [], hosts = {} }: PlaceOptions,
): Promise<void> {
  const labs = Object.entries(orgs).map(([org, id]) => ({
    id,
    name: org,
    organizations: { huggingface: [org] },
  }));
  const sources = [
    ...Object.entries(orgs).map(([org, lab]) => ({ id: `hf-${lab}`, kind: 'huggingface-org', lab, org })),
    ...feeds.map((url, index) => ({ id: `feed-${index}`, kind: 'feed', url })),
  ];
  const channels = [
    { id: 'team', kind: 'webhook', url: receiver, secret: SECRET, allow_private_network: true },
  ];
  const rules = [{ id: 'releases', on: ['release.*'], to: ['team'] }];
  await mkdir(folder);
  await writeFile(join(folder, 'labs.yaml'), JSON.stringify({ labs }));
  await writeFile(join(folder, 'sources.yaml'), JSON.stringify({ sources, hosts }));
  await writeFile(join(folder, 'alerts.yaml'), JSON.stringify({ channels, rules }));
}

function understand(body: Buffer): string {
  const { type, data } = JSON.parse(body.toString());
  return data.release === undefined ? type : `${type} ${data.release.name}`;
}
