import { expect, it } from 'vitest';
import type { Configuration } from '../../src/config/configuration.ts';
import { model } from './models.ts';
import { HOUR, MINUTE, startRig } from './rig.ts';

type QuietHours = Configuration['channels'][number]['quiet_hours'] & object;

const quietly = (quiet_hours: QuietHours) => (usual: Configuration) => ({
  ...usual,
  channels: usual.channels.map((channel) => ({ ...channel, quiet_hours })),
});

const night = quietly({ from: '22:00', to: '07:30', timezone: 'Europe/Berlin' });

async function watching(from: string, configure: (usual: Configuration) => Configuration = night) {
  const rig = await startRig({ orgs: ['Qwen'], repos: [model('Qwen/Qwen3-8B')], from, configure });
  await rig.refresh();
  return rig;
}

async function states(rig: Awaited<ReturnType<typeof watching>>) {
  return await rig.runtime.database.reader
    .selectFrom('deliveries')
    .select(['state', 'attempts', 'next_attempt_at', 'error_code'])
    .orderBy('seq')
    .execute();
}

it('what comes in the quiet hours is sent when they are over, one by one, no attempt spent', async () => {
  // Saturday 28 March 2026, 21:30 in Berlin; clocks go forward that night.
  await using rig = await watching('2026-03-28T20:30:00Z');
  rig.hub.add(model('Qwen/Qwen4-8B'));
  await rig.refreshEvery(29 * MINUTE, 1);
  expect(rig.heard()).toMatchObject([{ about: 'Qwen4' }]);
  rig.hub.add(model('Qwen/Qwen5-8B'));
  await rig.refreshEvery(MINUTE, 1);
  rig.hub.add(model('Qwen/Qwen6-8B'));
  await rig.refreshEvery(HOUR, 4);
  expect(rig.heard()).toEqual([]);
  const over = Date.parse('2026-03-29T05:30:00Z');
  const waiting = { state: 'pending', attempts: 0, next_attempt_at: over, error_code: null };
  expect((await states(rig)).slice(1)).toEqual([waiting, waiting]);
  // A restart changes nothing, and neither does the last minute.
  await rig.reopen();
  rig.clock.set(over - MINUTE);
  await rig.refresh();
  expect(rig.heard()).toEqual([]);
  await rig.refreshEvery(MINUTE, 1);
  expect(rig.heard().map(({ about }) => about)).toEqual(['Qwen5', 'Qwen6']);
  expect(await states(rig)).toMatchObject(Array(3).fill({ state: 'sent', attempts: 1 }));
});

it('what is no longer true in the morning is not told', async () => {
  await using rig = await watching('2026-06-01T20:30:00Z', quietly({ from: '22:00', to: '21:00' }));
  // No zone is named: it is UTC.
  rig.advance(2 * HOUR);
  rig.hub.add(model('Qwen/Qwen5-8B'));
  await rig.refresh();
  rig.hub.remove('Qwen/Qwen5-8B');
  await rig.refreshEvery(8 * HOUR, 7);
  expect(rig.heard()).toEqual([]);
  await rig.refreshEvery(15 * HOUR, 1);
  expect(await states(rig)).toMatchObject([
    { state: 'cancelled', error_code: 'release-removed' },
    { state: 'sent' },
  ]);
  expect(rig.heard().map(({ kind }) => kind)).toEqual(['release.removed']);
});

it('what fails before them is tried again after them', async () => {
  await using rig = await watching('2026-06-01T19:30:00Z');
  rig.hub.add(model('Qwen/Qwen5-8B'));
  rig.receiver.answerWith({ kind: 'status', status: 500 });
  rig.advance(29 * MINUTE + 57_000);
  await rig.refresh();
  await rig.refreshEvery(HOUR, 8);
  expect(rig.receiver.arrivals).toHaveLength(1);
  await rig.refreshEvery(HOUR, 2);
  expect(rig.receiver.arrivals.map(({ id }) => id)).toEqual(Array(2).fill(rig.receiver.arrivals[0]?.id));
});

it('a clock that jumps over them sends at once; one that jumps back into them waits again', async () => {
  await using rig = await watching('2026-06-01T21:00:00Z');
  rig.hub.add(model('Qwen/Qwen5-8B'));
  await rig.refresh();
  rig.clock.set(Date.parse('2026-06-02T12:00:00Z'));
  await rig.refresh();
  expect(rig.heard()).toHaveLength(1);
  rig.clock.set(Date.parse('2026-06-02T02:00:00Z'));
  rig.hub.add(model('Qwen/Qwen6-8B'));
  await rig.refresh();
  expect(rig.heard()).toEqual([]);
  await rig.refreshEvery(4 * HOUR, 1);
  expect(rig.heard()).toMatchObject([{ about: 'Qwen6' }]);
});

it('what is excepted goes out all the same', async () => {
  const configure = quietly({ from: '00:00', to: '23:59', except: ['release.removed'] });
  await using rig = await watching('2026-06-01T09:00:00Z', configure);
  rig.hub.add(model('Qwen/Qwen5-8B'));
  await rig.refresh();
  rig.hub.remove('Qwen/Qwen3-8B');
  await rig.refreshEvery(8 * HOUR, 7);
  expect(rig.heard().map(({ kind }) => kind)).toEqual(['release.removed']);
});
