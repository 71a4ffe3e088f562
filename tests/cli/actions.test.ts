import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { makeRepo } from '../../src/demo/make-repo.ts';
import type { AlertContent } from '../../src/domain/alert.ts';
import { storesAreFiles } from '../servers/database-of-tests.ts';
import { alertsContract, sourceCheckContract, sourcesContract } from './contract.ts';
import { makeUsedWorkplace, makeWorkplace, type Workplace } from './workplace.ts';

async function deliveriesOf(place: Workplace) {
  const alerts = alertsContract.parse(await place.runJson('alerts'));
  return alerts.flatMap((alert) => alert.deliveries.map((delivery) => ({ alert: alert.id, ...delivery })));
}

describe('alerts test', () => {
  it('sends a message that says it is a test, without a store', async () => {
    await using place = await makeWorkplace();
    const sent = await place.run('alerts', 'test', 'good');
    expect(sent).toEqual({ code: 0, output: 'Sent to good (webhook).' });
    const [message] = place.receiver.messages;
    const body = JSON.parse(String(message?.body)) as { type: string; data: AlertContent };
    expect(body.type).toBe('release.new');
    expect(body.data.alert.title).toMatch(/^Test:/);
    expect(body.data.alert.lines[0]).toContain('Nothing was released');
    expect(body.data.release?.lab).toBe('example');
    await expect(place.run('alerts')).rejects.toMatchObject({ code: 'store-absent' });
  });

  it('says what the receiver did not like', async () => {
    await using place = await makeWorkplace();
    place.receiver.answerWith({ kind: 'status', status: 403 }, { kind: 'status', status: 503 });
    const refused = await place.run('alerts', 'test', 'good');
    expect(refused.code).toBe(1);
    expect(refused.output).toMatch(
      /^Not sent to good .* answered 403.*would not be tried again by itself\.$/,
    );
    expect((await place.run('alerts', 'test', 'good')).output).toContain('would be tried again by itself');
  });

  it.runIf(storesAreFiles)('lets a channel that was paused have what waits for it', async () => {
    await using place = await makeUsedWorkplace();
    const file = join(place.folder, 'data', 'modelwatch.db');
    {
      using database = new DatabaseSync(file);
      const until = Date.now() + 3_600_000;
      database.exec(`update channels set told_at = 1, failing_since = 1, failures = 4, paused_until = ${until},
        error_code = 'http-500', error_message = 'good answered 500' where id = 'good'`);
    }
    const listed = await place.run('alerts');
    expect(listed.output).toMatch(/Channels that keep failing.*\n.*\n+.*good .*good answered 500/s);
    expect((await place.run('doctor')).output).toMatch(/channels +good keeps failing/);
    expect((await place.run('alerts', 'test', 'good')).output).toContain('What waits for it is sent now');
    using database = new DatabaseSync(file, { readOnly: true });
    expect(database.prepare(`select paused_until from channels where id = 'good'`).get()).toEqual({
      paused_until: null,
    });
  });

  it('writes to the terminal', async () => {
    await using place = await makeWorkplace();
    const { code, output } = await place.run('alerts', 'test', 'screen');
    expect(code).toBe(0);
    expect(output).toMatch(/^╭ Test: /);
  });
});

describe('alerts retry', () => {
  it('makes a dead letter go out again, the same body under the same key', async () => {
    await using place = await makeUsedWorkplace();
    const dead = (await deliveriesOf(place)).find((delivery) => delivery.state === 'dead');
    const refused = place.receiver.arrivals.find((arrival) => arrival.id === dead?.id);
    const { code, output } = await place.run('alerts', 'retry', dead?.id ?? '');
    expect(code).toBe(0);
    expect(output).toMatch(/^1 delivery to (good|picky) will be tried again/);
    const pending = (await deliveriesOf(place)).find((delivery) => delivery.id === dead?.id);
    expect(pending).toMatchObject({ state: 'pending', attempts: 0 });
    await place.refresh();
    expect((await deliveriesOf(place)).map((delivery) => delivery.state)).toEqual(Array(4).fill('sent'));
    const again = place.receiver.arrivals.findLast((arrival) => arrival.id === dead?.id);
    expect(again).not.toBe(refused);
    expect(again?.body.equals(refused?.body ?? Buffer.of())).toBe(true);
  });

  it('takes the id of an alert, and leaves alone what was sent', async () => {
    await using place = await makeUsedWorkplace();
    const dead = (await deliveriesOf(place)).find((delivery) => delivery.state === 'dead');
    expect((await place.run('alerts', 'retry', dead?.alert ?? '')).output).toMatch(/^1 delivery to /);
    const nothing = { code: 'nothing-to-retry' };
    await expect(place.run('alerts', 'retry', dead?.alert ?? '')).rejects.toMatchObject(nothing);
    const before = place.receiver.arrivals.length;
    await place.refresh();
    expect(place.receiver.arrivals.length).toBe(before + 1);
    await expect(place.run('alerts', 'retry', 'msg_of_nobody')).rejects.toThrow(
      'there is no alert or delivery',
    );
  });

  it('brings forward what waits to be tried again', async () => {
    await using place = await makeWorkplace();
    await place.refresh();
    place.hub.add(makeRepo({ name: 'Qwen/Qwen9-8B', made: '2025-07-28T08:30:00Z' }));
    place.now += 3_600_000;
    const failure = { kind: 'status', status: 500 } as const;
    place.receiver.answerWith(failure, failure);
    await place.refresh();
    const failed = await deliveriesOf(place);
    expect(failed.map((delivery) => delivery.state)).toEqual(['failed', 'failed']);
    expect((await place.run('alerts', 'retry', failed[0]?.alert ?? '')).output).toMatch(
      /^2 deliveries to good, picky /,
    );
    await place.refresh();
    expect((await deliveriesOf(place)).map((delivery) => delivery.state)).toEqual(['sent', 'sent']);
  });
});

describe('sources', () => {
  it('says that a source fails, and since when', async () => {
    await using place = await makeWorkplace();
    await place.refresh();
    for (let count = 0; count < 2; count++) {
      place.hub.fail({ author: 'Qwen', fault: { kind: 'status', status: 500 } });
      place.now += 7_200_000;
      await place.refresh();
    }
    const qwen = sourcesContract
      .parse(await place.runJson('sources'))
      .find((source) => source.id === 'hf-qwen');
    expect(qwen).toMatchObject({ state: 'failing', error: { code: 'upstream-status' } });
    expect((await place.run('sources')).output).toMatch(
      /hf-qwen .* failing for 2 hours, 2 times: the upstream refused/,
    );
    expect((await place.run('doctor')).output).toMatch(/warn +sources +1 of 2 do well; 1 failing: hf-qwen/);
  });

  it('check says what went wrong, with exit code 1', async () => {
    await using place = await makeWorkplace();
    await place.hub.stopListening();
    const { code, output } = await place.run('sources', 'check', 'hf-qwen');
    expect(code).toBe(1);
    expect(output).toMatch(/^hf-qwen failed: the host could not be reached/);
    expect(sourceCheckContract.parse(await place.runJson('sources', 'check', 'hf-qwen'))).toMatchObject({
      outcome: 'failed',
      observations: [],
      error: { code: 'network' },
    });
    const doctor = await place.run('doctor');
    expect(doctor.code).toBe(0);
    expect(doctor.output).toMatch(/warn +connection .* cannot be reached/);
  });
});

describe('config', () => {
  it('says that the configuration is good, and what is probably not meant', async () => {
    await using place = await makeWorkplace();
    const { code, output } = await place.run('config', 'check');
    expect(code).toBe(0);
    expect(output).toContain(
      'The configuration is good: 5 labs, 2 sources, 3 channels, 1 rule, 1 planned release.',
    );
    expect(output).toContain('no rule sends anything to screen');
    expect(output).toContain('no source looks at: deepseek-ai');
  });

  it('prints and writes schemas', async () => {
    await using place = await makeWorkplace();
    const one = JSON.parse((await place.run('config', 'schema', 'sources')).output) as Record<
      string,
      unknown
    >;
    expect(one.title).toBe('modelwatch: sources.yaml');
    const all = JSON.parse((await place.run('config', 'schema')).output) as Record<string, unknown>;
    expect(Object.keys(all)).toEqual([
      'labs',
      'sources',
      'alerts',
      'overrides',
      'web',
      'planned',
      'baseline',
      'webhook-body',
    ]);
    await place.run('config', 'schema', '--write');
    const written = await readFile(join(place.folder, 'config', 'schema', 'sources.schema.json'), 'utf8');
    expect(JSON.parse(written)).toEqual(one);
  });
});

describe('doctor and migrate', () => {
  it('makes a database, once, and changes its queue', async () => {
    await using place = await makeWorkplace();
    expect((await place.run('migrate')).output).toMatch(
      /^Made a new database: (?:.*modelwatch\.db|postgres:.*)$/,
    );
    const again = await place.run('migrate', '--queue', 'bullmq');
    expect(again.output).toContain('is of this version already.');
    const doctor = await place.run('doctor');
    expect(doctor.code).toBe(3);
    expect(doctor.output).toMatch(
      /bad +queue .*bullmq.*\n +set REDIS_URL, or run "modelwatch migrate --queue embedded"/,
    );
    await place.run('migrate', '--queue', 'embedded');
    expect((await place.run('doctor')).code).toBe(0);
  });

  it.runIf(storesAreFiles)(
    'finds a file that is no database, a foreign one and a newer one, and leaves them as they are',
    async () => {
      await using place = await makeWorkplace();
      await place.run('migrate');
      const file = join(place.folder, 'data', 'modelwatch.db');
      const newer = new DatabaseSync(file);
      newer.exec(`insert into migrations (name, applied_at) values ('9999-later', 0)`);
      newer.close();
      const later = await place.run('doctor');
      expect(later.code).toBe(3);
      expect(later.output).toMatch(/bad +database .* was written by a newer version/);
      const rubbish = Buffer.alloc(8192, 'no database');
      await writeFile(file, rubbish);
      const broken = await place.run('doctor');
      expect(broken.code).toBe(3);
      expect(broken.output).toMatch(/bad +database +it cannot be read: /);
      expect((await readFile(file)).equals(rubbish)).toBe(true);
    },
  );

  it('says of a configuration that cannot be used where to look', async () => {
    await using place = await makeWorkplace();
    await writeFile(join(place.folder, 'config', 'sources.yaml'), 'sources: [{ id: x }]\n');
    const doctor = await place.run('doctor');
    expect(doctor.code).toBe(3);
    expect(doctor.output).toMatch(/bad +configuration .*sources\.yaml:1/);
    await expect(place.run('config', 'check')).rejects.toMatchObject({ code: 'configuration' });
  });
});
