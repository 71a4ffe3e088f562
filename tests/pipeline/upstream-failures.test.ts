import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HubFault } from '../../src/demo/hub-server.ts';
import type { HttpClient } from '../../src/http/http-client.ts';
import { pollSource } from '../../src/pipeline/poll-source.ts';
import { refresh } from '../../src/pipeline/refresh.ts';
import { startServer } from '../http/local-server.ts';
import { findSource } from './labs.ts';
import { model, oldModels } from './models.ts';
import { HOUR, MINUTE, type Rig, startRig } from './rig.ts';
import { dump, sourceState } from './stored.ts';

let rig: Rig;
let untouched: string;
beforeAll(async () => {
  rig = await startRig({ orgs: ['Qwen'], repos: oldModels('Qwen', 20) });
  await rig.refresh();
  untouched = await dump(rig.runtime.database);
  // What happens while the Hub fails is to be seen afterwards, and not before.
  rig.hub.add(model('Qwen/Qwen4-8B'));
});
afterAll(() => rig[Symbol.asyncDispose]());

const faults: readonly (readonly [string, HubFault, string])[] = [
  ['401', { kind: 'status', status: 401, code: 'RepoNotFound' }, 'upstream-unauthorized'],
  ['403', { kind: 'status', status: 403 }, 'upstream-status'],
  ['404', { kind: 'status', status: 404 }, 'upstream-not-found'],
  ['410', { kind: 'status', status: 410 }, 'upstream-gone'],
  ['400', { kind: 'status', status: 400 }, 'upstream-status'],
  ['500', { kind: 'status', status: 500 }, 'upstream-status'],
  ['502 with a page', { kind: 'bad-gateway' }, 'upstream-status'],
  ['503', { kind: 'unavailable' }, 'upstream-status'],
  ['503 with a time to wait', { kind: 'unavailable', retryAfter: 1 }, 'upstream-status'],
  ['200 with a page that asks who we are', { kind: 'challenge' }, 'upstream-not-json'],
  ['half a body, by its length', { kind: 'half-body', cut: 'content-length' }, 'upstream-truncated'],
  ['half a body, in chunks', { kind: 'half-body', cut: 'chunked' }, 'upstream-truncated'],
  ['half a body, compressed', { kind: 'half-body', cut: 'gzip' }, 'upstream-truncated'],
  ['half a body, as JSON alone', { kind: 'half-body', cut: 'json' }, 'upstream-truncated'],
  ['another shape', { kind: 'wrong-shape' }, 'upstream-shape'],
  ['null', { kind: 'wrong-shape', body: null }, 'upstream-shape'],
  ['repos without ids', { kind: 'wrong-shape', body: [{ id: 'Qwen/Qwen4-8B' }] }, 'upstream-shape'],
  [
    'somebody else’s repos',
    {
      kind: 'wrong-shape',
      body: [
        { _id: '1', id: 'Qwen/a' },
        { _id: '2', id: 'meta/b' },
      ],
    },
    'upstream-shape',
  ],
  ['a next page elsewhere', { kind: 'foreign-next', origin: 'http://127.0.0.1:9' }, 'upstream-shape'],
  ['a reset connection', { kind: 'reset' }, 'upstream-truncated'],
];

describe('a Hub that fails changes nothing that is stored', () => {
  it.each(faults)('%s', async (_name, fault, code) => {
    // Past what a 503 asked for.
    rig.advance(MINUTE);
    rig.hub.fail({ fault });
    const report = await rig.refresh();
    expect(report.sources).toMatchObject([
      { outcome: 'failed', observations: 0, events: 0, error: { code } },
    ]);
    expect(await dump(rig.runtime.database)).toBe(untouched);
    expect(rig.heard()).toEqual([]);
  });

  it.each(['request', 'headers', 'half-body'] as const)('no answer after the %s', async (after) => {
    rig.hub.fail({ fault: { kind: 'hang', after } });
    const source = findSource(rig.runtime, 'Qwen');
    const deps = { ...rig.runtime, http: impatient(rig.runtime.http) };
    const report = await pollSource(deps, source, { waitForLease: 0 });
    expect(report).toMatchObject({ outcome: 'failed', error: { code: 'upstream-timeout' } });
    expect(await dump(rig.runtime.database)).toBe(untouched);
  });

  it('a Hub that is not there', async () => {
    await rig.hub.stopListening();
    // What goes out on a connection that was kept open would break off in the middle.
    await setTimeout(50);
    const before = await sourceState(rig, 'Qwen');
    expect((await rig.refresh()).sources).toMatchObject([{ outcome: 'failed', error: { code: 'network' } }]);
    expect(await dump(rig.runtime.database)).toBe(untouched);
    // Our network is no fault of the source: it is not backed off from.
    const after = await sourceState(rig, 'Qwen');
    expect(after.failures).toBe(before.failures);
    expect(after.next_due_at - rig.clock.now()).toBeLessThanOrEqual(2 * MINUTE);
    await rig.hub.listenAgain();
  });

  it('and what came meanwhile is told as soon as it works again', async () => {
    expect((await sourceState(rig, 'Qwen')).failures).toBe(faults.length + 3);
    const report = await rig.refresh();
    expect(report.sources).toMatchObject([{ outcome: 'changed', events: 1 }]);
    expect(await sourceState(rig, 'Qwen')).toMatchObject({
      failures: 0,
      failing_since: null,
      error_code: null,
      last_outcome: 'changed',
    });
    expect(rig.heard()).toMatchObject([{ kind: 'release.new', about: 'Qwen4' }]);
  });
});

function impatient(http: HttpClient): HttpClient {
  const patience = { totalTimeout: 50 };
  return {
    ...http,
    fetch: (input, init) => http.fetch(input, { ...init, modelwatch: { ...init?.modelwatch, ...patience } }),
  };
}

it('a failing source is backed off from, its jitter included, and one bad source delays no other', async () => {
  await using both = await startRig({
    orgs: ['Qwen', 'zai-org'],
    repos: [model('Qwen/Qwen3-8B'), model('zai-org/GLM-4.5')],
  });
  await both.refresh();
  both.hub.fail({ author: 'zai-org', times: 1000, fault: { kind: 'status', status: 500 } });
  for (const minutes of [1, 2, 4, 8, 16, 32, 60, 60]) {
    await both.refreshEvery(HOUR, 1);
    const { next_due_at: due } = await sourceState(both, 'zai-org');
    const wait = (due - both.clock.now()) / MINUTE;
    // At least the usual rhythm of two minutes.
    expect(wait).toBeGreaterThanOrEqual(minutes === 1 ? 0 : minutes);
    expect(wait).toBeLessThanOrEqual(Math.max(2, minutes * 1.25));
  }
  both.hub.add(model('Qwen/Qwen4-8B'));
  const report = await both.refresh();
  expect(report.sources.map(({ outcome }) => outcome)).toEqual(['changed', 'failed']);
  expect(both.heard()).toHaveLength(1);
});

it('an error of our own at one source ends no pass over the others', async () => {
  await using both = await startRig({
    orgs: ['Qwen', 'zai-org'],
    repos: [model('Qwen/Qwen3-8B'), model('zai-org/GLM-4.5')],
  });
  const [broken, good] = [findSource(both.runtime, 'Qwen'), findSource(both.runtime, 'zai-org')];
  const poll = async () => {
    throw new TypeError('x is not a function');
  };
  const report = await refresh(both.runtime, [{ ...broken, source: { ...broken.source, poll } }, good]);
  expect(report.sources).toMatchObject([
    { outcome: 'failed', error: { code: 'unexpected' } },
    { outcome: 'baselined' },
  ]);
  expect(await sourceState(both, 'Qwen')).toMatchObject({
    failures: 1,
    lease_until: 0,
    error_code: 'unexpected',
  });
});

it('sends its token to the Hub alone', async () => {
  const seen: (string | undefined)[] = [];
  await using elsewhere = await startServer((request, response) => {
    seen.push(request.headers.authorization);
    response.end('[]');
  });
  await using signedIn = await startRig({
    orgs: ['Qwen'],
    repos: oldModels('Qwen', 600),
    environment: { HF_TOKEN: 'hf_secret' },
  });
  signedIn.hub.fail({ fault: { kind: 'foreign-next', origin: elsewhere.url } });
  expect((await signedIn.refresh()).sources).toMatchObject([{ outcome: 'failed' }]);
  expect(seen).toEqual([]);
  signedIn.hub.fail({ fault: { kind: 'redirect', origin: elsewhere.url } });
  await signedIn.refresh();
  expect(seen).toEqual([undefined]);
  expect((await signedIn.refresh()).sources).toMatchObject([{ outcome: 'baselined', requests: 2 }]);
  const sent = signedIn.hub.requests.map(({ headers }) => headers.authorization);
  expect(sent).toEqual(sent.map(() => 'Bearer hf_secret'));
  signedIn.hub.add(model('Qwen/Qwen4-8B'));
  await signedIn.refresh();
  const [arrival] = signedIn.receiver.arrivals;
  expect(arrival?.headers.authorization).toBeUndefined();
  expect(`${JSON.stringify(arrival?.headers)}${arrival?.body}`).not.toContain('hf_secret');
});
