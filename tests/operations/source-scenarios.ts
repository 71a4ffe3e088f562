import { stateOfSource } from '../../src/domain/source-health.ts';
import { pollSource } from '../../src/pipeline/poll-source.ts';
import { reviewSources } from '../../src/pipeline/review-sources.ts';
import { factsOf, readSource } from '../../src/store/sources.ts';
import { type FeedItem, type FeedServer, startFeedServer } from '../pipeline/feed-server.ts';
import { findSource } from '../pipeline/labs.ts';
import { oldModels } from '../pipeline/models.ts';
import { DAY, HOUR, MINUTE, type Rig, startRig } from '../pipeline/rig.ts';
import type { Scenarios, Seen } from './mermaid.ts';

/** An organization that nobody has looked at, and a feed that speaks daily; what is watched of them is one source. */
interface Watched extends AsyncDisposable {
  readonly rig: Rig;
  readonly feed: FeedServer;
  /** As `modelwatch sources` shows it; that nothing was new is no other state of it. */
  state(): Promise<string>;
  poll(): Promise<void>;
  review(): Promise<void>;
}

const EMPTY = { kind: 'empty-list' } as const;
const BROKEN = { kind: 'status', status: 500 } as const;
const NOT_THERE = { kind: 'status', status: 410 } as const;

/** Every answer of the Hub, until it is told otherwise. */
function answersWith(rig: Rig, fault: Parameters<Rig['hub']['fail']>[0]['fault']): void {
  rig.hub.clearFaults();
  rig.hub.fail({ times: 1_000, fault });
}

function dailyItems(days: number): FeedItem[] {
  const from = Date.parse('2025-07-01T07:00:00Z');
  return Array.from({ length: days }, (_, day) => ({
    title: `Bridge ${day} was opened`,
    at: new Date(from - day * DAY).toISOString(),
  }));
}

async function watch(which: 'organization' | 'feed'): Promise<Watched> {
  const feed = await startFeedServer(dailyItems(30));
  const rig = await startRig({
    orgs: ['Qwen'],
    organizations: { Qwen: {} },
    repos: oldModels('Qwen', 20),
    configure: (usual) => ({
      ...usual,
      sources: [...usual.sources, { id: 'news', kind: 'feed' as const, url: `${feed.url}/all` }],
    }),
  });
  const watched =
    which === 'organization'
      ? findSource(rig.runtime, 'Qwen')
      : [...rig.runtime.sources.values()].find(({ id }) => id === 'news');
  if (watched === undefined) throw new Error('the feed is not watched');
  return {
    rig,
    feed,
    state: async () => {
      const row = await readSource(rig.runtime.database.reader, watched.source.locator);
      if (row === undefined) throw new Error('the source has no row');
      const state = stateOfSource(factsOf(row), rig.clock.now());
      return state === 'unchanged' ? 'ok' : state;
    },
    poll: async () => void (await pollSource(rig.runtime, watched, { waitForLease: 0 })),
    review: async () => await reviewSources(rig.runtime.review),
    [Symbol.asyncDispose]: async () => {
      await rig[Symbol.asyncDispose]();
      await feed[Symbol.asyncDispose]();
    },
  };
}

async function step(watched: Watched, happens: () => Promise<void> | void): Promise<Seen> {
  const before = await watched.state();
  await happens();
  return [before, await watched.state()];
}

/** How a source gets into each state that it can be in while it is not parked. */
const REACHED: Readonly<Record<string, () => Promise<Watched>>> = {
  never: () => watch('organization'),
  ok: async () => {
    const watched = await watch('organization');
    await watched.poll();
    return watched;
  },
  suspect: async () => {
    const watched = await reach('ok');
    answersWith(watched.rig, EMPTY);
    watched.rig.advance(5 * MINUTE);
    await watched.poll();
    return watched;
  },
  failing: async () => {
    const watched = await reach('ok');
    answersWith(watched.rig, BROKEN);
    watched.rig.advance(5 * MINUTE);
    await watched.poll();
    return watched;
  },
  gone: async () => {
    const watched = await reach('ok');
    answersWith(watched.rig, NOT_THERE);
    watched.rig.advance(5 * MINUTE);
    await watched.poll();
    watched.rig.advance(HOUR);
    await watched.poll();
    return watched;
  },
  silent: async () => {
    const watched = await watch('feed');
    await watched.poll();
    // Three times its longest gap but few, and more.
    watched.rig.advance(4 * DAY);
    await watched.poll();
    await watched.review();
    return watched;
  },
};

async function reach(state: string): Promise<Watched> {
  const watched = await REACHED[state]?.();
  const reached = await watched?.state();
  if (watched === undefined || reached !== state)
    throw new Error(`"${state}" was not reached, but ${reached}`);
  return watched;
}

/** From a state by one poll, some minutes later, for which the upstream is as `upstream` makes it. */
function byPoll(from: string, upstream: (watched: Watched) => void): () => Promise<readonly Seen[]> {
  return async () => {
    await using watched = await reach(from);
    upstream(watched);
    watched.rig.advance(5 * MINUTE);
    return [await step(watched, watched.poll)];
  };
}

const works = ({ rig }: Watched) => rig.hub.clearFaults();
const breaks = ({ rig }: Watched) => answersWith(rig, BROKEN);
const empties = ({ rig }: Watched) => answersWith(rig, EMPTY);
const feedBreaks = ({ feed }: Watched) => feed.answer(500, '/all');

/** Into the park and out of it, from every state. */
async function park(watch: (seen: { into: Seen; outOf: Seen }) => Seen): Promise<readonly Seen[]> {
  const seen: Seen[] = [];
  for (const state of Object.keys(REACHED)) {
    await using watched = await reach(state);
    const { rig, feed } = watched;
    answersWith(rig, { kind: 'rate-limited', retryAfter: 600 });
    feed.answer(429, '/all');
    rig.advance(5 * MINUTE);
    const into = await step(watched, watched.poll);
    const outOf = await step(watched, () => rig.advance(20 * MINUTE));
    if (outOf[1] !== state) throw new Error(`parked from ${state}, it came out as ${outOf[1]}`);
    seen.push(watch({ into, outOf }));
  }
  return seen;
}

export const SOURCE_SCENARIOS: Scenarios = {
  '[*] --> never': async () => {
    // Before it is registered there is no row, and so no state.
    await using watched = await watch('organization');
    return [['[*]', await watched.state()]];
  },
  'never --> ok': byPoll('never', works),
  'never --> suspect': byPoll('never', empties),
  'never --> failing': byPoll('never', breaks),
  'ok --> suspect': byPoll('ok', empties),
  'ok --> failing': byPoll('ok', breaks),
  'ok --> silent': async () => {
    await using watched = await watch('feed');
    await watched.poll();
    watched.rig.advance(4 * DAY);
    await watched.poll();
    return [await step(watched, watched.review)];
  },
  'suspect --> ok': byPoll('suspect', works),
  'suspect --> failing': byPoll('suspect', breaks),
  'silent --> ok': async () => {
    await using watched = await reach('silent');
    watched.feed.answer([{ title: 'A tower fell', at: '2025-07-05T08:00:00Z' }, ...dailyItems(30)], '/all');
    watched.rig.advance(2 * HOUR);
    await watched.poll();
    return [await step(watched, watched.review)];
  },
  'silent --> failing': byPoll('silent', feedBreaks),
  'failing --> ok': byPoll('failing', works),
  'failing --> suspect': byPoll('failing', empties),
  'failing --> silent': async () => {
    await using watched = await reach('silent');
    feedBreaks(watched);
    watched.rig.advance(5 * MINUTE);
    await watched.poll();
    watched.feed.answer(dailyItems(30), '/all');
    watched.rig.advance(5 * MINUTE);
    return [await step(watched, watched.poll)];
  },
  'failing --> gone': async () => {
    await using watched = await reach('ok');
    answersWith(watched.rig, NOT_THERE);
    watched.rig.advance(5 * MINUTE);
    await watched.poll();
    watched.rig.advance(HOUR);
    return [await step(watched, watched.poll)];
  },
  'gone --> ok': byPoll('gone', works),
  'gone --> suspect': byPoll('gone', empties),
  'gone --> failing': byPoll('gone', breaks),
  'watched --> parked': () => park(({ into: [, to] }) => ['watched', to]),
  'parked --> watched': () => park(({ outOf: [from] }) => [from, 'watched']),
};

/** What `watched` holds. */
export const WATCHED_STATES = Object.keys(REACHED);
