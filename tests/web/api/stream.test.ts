import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRuntime } from '../../../src/compose.ts';
import { makeRepo } from '../../../src/demo/make-repo.ts';
import { refresh } from '../../../src/pipeline/refresh.ts';
import { eventContract } from '../../cli/contract.ts';
import { eventually } from '../../eventually.ts';
import { MINUTE } from '../../pipeline/rig.ts';
import { type Served, startServed } from './served.ts';
import { type OpenStream, openStream } from './stream-reader.ts';

let served: Served;
beforeAll(async () => {
  served = await startServed();
});
afterAll(() => served[Symbol.asyncDispose]());

let made = 0;

/** A repo of Qwen comes, and is seen: an event. Returns its name. */
async function somethingComes(): Promise<string> {
  made += 1;
  served.rig.advance(MINUTE);
  const name = `Qwen/Qwen${10 + made}-8B`;
  served.rig.hub.add(makeRepo({ name, made: new Date(served.rig.clock.now()).toISOString() }));
  await served.rig.refresh();
  return name;
}

const stream = (query = '', headers = {}) =>
  openStream(`${served.url}/api/v1/events/stream${query}`, headers);

const namesIn = (open: OpenStream) =>
  open
    .messages()
    .map(({ data }) => eventContract.parse(data))
    .filter(({ type }) => type === 'repo.added')
    .map(({ after }) => after?.name);

const begun = (open: OpenStream) => eventually('the stream begins', () => open.lastId() !== null);

describe('a stream of events', () => {
  it('tells what comes from now on, by its number', async () => {
    await using open = await stream();
    expect(open.status).toBe(200);
    expect(open.headers.get('content-type')).toContain('text/event-stream');
    expect(open.headers.get('cache-control')).toBe('no-store');
    expect(open.headers.get('content-encoding')).toBeNull();
    await begun(open);
    expect(open.messages()).toEqual([]);
    const name = await somethingComes();
    await eventually('the event comes', () => namesIn(open).includes(name));
    for (const { id, data } of open.messages()) expect(String(eventContract.parse(data).n)).toBe(id);
  });

  it('goes on where a reader was when it was cut off, and leaves out nothing', async () => {
    await using first = await stream('?lab=qwen');
    await begun(first);
    const seen = await somethingComes();
    await eventually('the event comes', () => namesIn(first).includes(seen));
    const last = first.lastId() ?? '';
    await first[Symbol.asyncDispose]();
    const missed = await somethingComes();
    await using second = await stream('?lab=qwen&after=0', { 'last-event-id': last });
    const later = await somethingComes();
    await eventually('both events come', () => namesIn(second).length >= 2);
    expect(namesIn(second)).toEqual([missed, later]);
  });

  it('misses nothing where a reader comes with a number of another store', async () => {
    await using open = await stream('', { 'last-event-id': '999999' });
    await begun(open);
    const name = await somethingComes();
    await eventually('the event comes', () => namesIn(open).includes(name));
  });

  it('begins after a number, and is of one lab where that is asked', async () => {
    await using all = await stream('?after=0&baseline=true');
    const listed = await served.read<{ last: number }>('/events?after=0&limit=1&baseline=true');
    expect(listed.last).toBe(1);
    const newest = await served.rig.runtime.database.reader
      .selectFrom('events')
      .select((eb) => eb.fn.max('n').as('n'))
      .executeTakeFirst();
    await eventually('all of the log comes', () => all.messages().length === newest?.n);
    expect(all.messages().map(({ id }) => Number(id))).toEqual(all.messages().map((_, index) => index + 1));
    await using ofZhipu = await stream('?after=0&lab=zhipu');
    await eventually('those of the lab come', () => ofZhipu.messages().length > 0);
    const sources = ofZhipu.messages().map(({ data }) => eventContract.parse(data).source);
    expect(new Set(sources)).toEqual(new Set(['hf-zhipu']));
  });

  it('is there for who asks for it by Accept', async () => {
    await using open = await openStream(`${served.url}/api/v1/events?after=0`, {
      accept: 'text/event-stream',
    });
    await eventually('events come', () => open.messages().length > 0);
    const list = await served.ask('/api/v1/events?after=0', { headers: { accept: 'application/json, */*' } });
    expect(JSON.parse(list.text).items[0]).toEqual(open.messages()[0]?.data);
  });

  it('tells what another process writes', async () => {
    await using open = await stream();
    await begun(open);
    const { rig } = served;
    const other = await openRuntime({
      configuration: rig.configuration,
      environment: rig.environment,
      dataFolder: rig.folder,
      clock: rig.clock,
      use: 'work',
      log: pino({ level: 'silent' }),
      console: { write: () => {}, color: false, width: 80 },
    });
    try {
      rig.advance(MINUTE);
      rig.hub.add(makeRepo({ name: 'Qwen/Qwen99-8B', made: new Date(rig.clock.now()).toISOString() }));
      await refresh(other, [...other.sources.values()]);
    } finally {
      await other.close();
    }
    await eventually('the event comes', () => namesIn(open).includes('Qwen/Qwen99-8B'));
  });

  it('refuses what it cannot understand as a problem', async () => {
    const answer = await served.ask('/api/v1/events/stream?after=x');
    expect(JSON.parse(answer.text)).toMatchObject({ status: 400, errors: [{ name: 'after' }] });
  });

  it('is not open without end: more are refused until one has gone', async () => {
    const open: OpenStream[] = [];
    for (let count = 0; count < 200; count++) open.push(await stream());
    const refused = await served.ask('/api/v1/events/stream');
    expect(refused.status).toBe(503);
    expect(JSON.parse(refused.text)).toMatchObject({ code: 'too-many-streams' });
    expect(refused.headers.get('retry-after')).toBe('60');
    await Promise.all(open.map((one) => one[Symbol.asyncDispose]()));
    await eventually('there is room again', async () => {
      await using again = await stream();
      return again.status === 200;
    });
  });

  it('ends when the server stops', async () => {
    await using ending = await startServed();
    await using open = await openStream(`${ending.url}/api/v1/events/stream`);
    await begun(open);
    const asked = performance.now();
    await ending.stop();
    await open.ended;
    // Long before connections are cut.
    expect(performance.now() - asked).toBeLessThan(2500);
  });
});
