import { randomBytes } from 'node:crypto';
import { newId } from '../../../src/compose.ts';
import type { WebSettings } from '../../../src/config/configuration.ts';
import { makeRepo } from '../../../src/demo/make-repo.ts';
import { demoWorld, letHappen } from '../../../src/demo/world.ts';
import { formatToken, hashSecret, type TokenAccess } from '../../../src/domain/access-token.ts';
import { addToken } from '../../../src/store/tokens.ts';
import { startWeb } from '../../../src/web/start-web.ts';
import { HOUR, type Rig, startRig } from '../../pipeline/rig.ts';

/** The API of a pipeline that has watched for a day, over real HTTP. */
export interface Served extends AsyncDisposable {
  readonly rig: Rig;
  readonly url: string;
  /** `path`: below the server, as `/api/v1/releases`. Follows no redirect. */
  ask(path: string, init?: RequestInit): Promise<Asked>;
  /** The JSON of an answer that has to be 200. `path`: below /api/v1. */
  read<Answer>(path: string): Promise<Answer>;
  token(access: TokenAccess): Promise<string>;
  /** Ends what is served, as the program does; the store stays. */
  stop(): Promise<void>;
}

export interface Asked {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface ServedOptions {
  readonly web?: Partial<WebSettings>;
  /** Where it listens. */
  readonly host?: string;
  /** As the program's own, `DATABASE_URL` for one. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** What a stranger called a repo. */
export const HOSTILE = 'zai-org/<script>alert(1)</script>&"\u202e-9b';

const GLM = '2025-07-28T12:00:00Z';

/** Baselined, then GLM-4.5 and a repo with a hostile name came, and one message was refused. */
export async function startServed(options: ServedOptions = {}): Promise<Served> {
  const { web = {}, host = '127.0.0.1', environment = {} } = options;
  const world = demoWorld();
  const rig = await startRig({
    orgs: ['zai-org', 'Qwen'],
    repos: world.baseline,
    organizations: world.organizations,
    from: '2025-07-28T08:00:00Z',
    environment,
    // As the configuration that ships calls it, and the reference's examples.
    configure: (usual) => ({
      ...usual,
      sources: usual.sources.map((source) =>
        source.lab === 'zhipu' ? { ...source, id: 'hf-zhipu' } : source,
      ),
    }),
  });
  await rig.refresh();
  const launch = world.days
    .flatMap((day) => day.happenings)
    .find(({ release, meaning }) => release === 'GLM-4.5' && meaning === 'new-release');
  if (launch === undefined) throw new Error('the world of the demo has no GLM-4.5');
  letHappen(rig.hub, launch);
  rig.hub.add(makeRepo({ name: HOSTILE, made: '2025-07-28T08:30:00Z', license: 'mit' }));
  rig.clock.set(Date.parse(GLM) + 6 * HOUR);
  rig.receiver.answerWith({ kind: 'status', status: 400, body: 'no' });
  await rig.refresh();

  const configuration = {
    ...rig.configuration,
    web: { ...rig.configuration.web, requestsPerMinute: 100_000, ...web },
  };
  const running = await startWeb({ ...rig.runtime, configuration, newId }, { host, port: 0 });
  const url = running.url.replace('0.0.0.0', '127.0.0.1');
  let stopped = false;
  async function stop(): Promise<void> {
    if (!stopped) await running.stop();
    stopped = true;
  }

  async function ask(path: string, init: RequestInit = {}): Promise<Asked> {
    const response = await fetch(`${url}${path}`, { redirect: 'manual', ...init });
    return { status: response.status, headers: response.headers, text: await response.text() };
  }

  return {
    rig,
    url,
    ask,
    read: async (path) => {
      const answer = await ask(`/api/v1${path}`);
      if (answer.status !== 200)
        throw new Error(`${path} was answered with ${answer.status}: ${answer.text}`);
      return JSON.parse(answer.text);
    },
    token: (access) => makeToken(rig, access),
    stop,
    async [Symbol.asyncDispose]() {
      await stop();
      await rig[Symbol.asyncDispose]();
    },
  };
}

async function makeToken(rig: Rig, access: TokenAccess): Promise<string> {
  const id = randomBytes(5).toString('hex');
  const secret = randomBytes(32).toString('base64url');
  const row = { id, name: access, hash: hashSecret(secret), access, expires_at: null };
  await rig.runtime.database.write((tx) => addToken(tx, { ...row, created_at: rig.clock.now() }));
  return formatToken({ id, secret });
}

export interface List<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

/** Every item of a list, page by page. `path`: below /api/v1, with a query. */
export async function allPages<Item>(
  served: Served,
  path: string,
  between: (page: number) => Promise<void> = async () => {},
  name = 'cursor',
): Promise<Item[]> {
  const items: Item[] = [];
  let next: string | null = null;
  for (let page = 1; page < 1000; page++) {
    const from: string = next === null ? '' : `&${name}=${encodeURIComponent(next)}`;
    const list: List<Item> = await served.read<List<Item>>(`${path}${from}`);
    items.push(...list.items);
    next = list.next;
    if (next === null) return items;
    await between(page);
  }
  throw new Error('a list without end');
}
