import { expect, it } from 'vitest';
import { pollSource } from '../../src/pipeline/poll-source.ts';
import { eventually } from '../eventually.ts';
import { findSource } from './labs.ts';
import { model } from './models.ts';
import { type Rig, startRig } from './rig.ts';
import { dump, sourceState } from './stored.ts';

const start = (): Promise<Rig> => startRig({ orgs: ['Qwen'], repos: [model('Qwen/Qwen3-8B')] });

it('one source is polled by one at a time: another waits for it, or leaves it', async () => {
  await using rig = await start();
  rig.hub.fail({ fault: { kind: 'slow', ms: 100 } });
  const source = findSource(rig.runtime, 'Qwen');
  const first = rig.poll('Qwen');
  await eventually('the first one asks', () => rig.hub.requests.length === 1);
  const [left, waited] = await Promise.all([
    rig.poll('Qwen'),
    pollSource(rig.runtime, source, { waitForLease: 5000 }),
  ]);
  expect(left).toMatchObject({ outcome: 'skipped', requests: 0 });
  expect(await first).toMatchObject({ outcome: 'baselined' });
  expect(waited).toMatchObject({ outcome: 'unchanged' });
});

it('whoever lost its lease while it asked writes nothing', async () => {
  await using rig = await start();
  rig.hub.fail({ fault: { kind: 'slow', ms: 50 } });
  const { database } = rig.runtime;
  const before = await dump(database);
  const slow = rig.poll('Qwen');
  await eventually('it asks', () => rig.hub.requests.length === 1);
  // As another process takes it once it has run out.
  await database.write((tx) =>
    tx
      .updateTable('sources')
      .set((eb) => ({ lease_token: eb('lease_token', '+', 1), lease_owner: 'other' }))
      .execute(),
  );
  expect(await slow).toMatchObject({ outcome: 'skipped', observations: 0, events: 0 });
  expect(await dump(database)).toBe(before);
  expect(await sourceState(rig, 'Qwen')).toMatchObject({ baselined_at: null, lease_owner: 'other' });
});
