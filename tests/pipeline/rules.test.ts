import { expect, it } from 'vitest';
import type { Configuration, Rule } from '../../src/config/configuration.ts';
import { bareRepo, model } from './models.ts';
import { HOUR, MINUTE, type Rig, startRig } from './rig.ts';

const B = 1_000_000_000;

const where = (asked: NonNullable<Rule['where']>) => (usual: Configuration) => ({
  ...usual,
  rules: [{ id: 'some', on: ['release.*'], where: asked, to: ['team'] }],
});

async function watching(configure: (usual: Configuration) => Configuration, orgs = ['Qwen']): Promise<Rig> {
  const repos = orgs.map((org) => model(`${org}/Old-1-7B`));
  const rig = await startRig({ orgs, repos, configure });
  await rig.refresh();
  return rig;
}

async function settled(rig: Rig) {
  return await rig.runtime.database.reader
    .selectFrom('deliveries')
    .select(['state', 'error_code'])
    .orderBy('seq')
    .execute();
}

it('a rule asks for the size, the licence and the source of what is told', async () => {
  await using rig = await watching(
    where({ parameters: { min: 7 * B, max: 40 * B }, license: ['apache-2.0'], source: ['hf-qwen'] }),
    ['Qwen', 'zai-org'],
  );
  rig.hub.add(
    model('Qwen/Qwen4-8B'),
    model('Qwen/Qwen5-72B'),
    model('Qwen/Qwen6-8B', { license: 'mit' }),
    model('zai-org/GLM-9-9B'),
  );
  await rig.refresh();
  expect(rig.heard().map(({ about }) => about)).toEqual(['Qwen4']);
});

it('an addition is judged by what it adds', async () => {
  await using rig = await watching(where({ parameters: { max: 10 * B } }));
  rig.hub.add(model('Qwen/Qwen4-8B'));
  await rig.refresh();
  expect(rig.heard()).toHaveLength(1);
  rig.advance(20 * HOUR);
  rig.hub.add(model('Qwen/Qwen4-72B'));
  await rig.refreshEvery(HOUR, 2);
  expect(rig.heard()).toEqual([]);
});

it('what nobody has said yet is waited for: the alert goes out when it is said and fits', async () => {
  await using rig = await watching(where({ license: ['mit'] }));
  rig.hub.add(bareRepo('Qwen/Qwen4-8B-Instruct', { task: 'text-generation' }));
  rig.hub.add(bareRepo('Qwen/Qwen5-8B-Instruct', { task: 'text-generation' }));
  await rig.refresh();
  await rig.refreshEvery(10 * MINUTE, 2);
  expect(rig.heard()).toEqual([]);
  expect(await settled(rig)).toEqual(Array(2).fill({ state: 'pending', error_code: null }));
  rig.hub.update('Qwen/Qwen4-8B-Instruct', { cardData: { license: 'mit' }, tags: ['license:mit'] });
  rig.hub.update('Qwen/Qwen5-8B-Instruct', { cardData: { license: 'gpl-3.0' }, tags: ['license:gpl-3.0'] });
  await rig.refreshEvery(10 * MINUTE, 1);
  expect(rig.heard()).toMatchObject([{ kind: 'release.new', about: 'Qwen4' }]);
  expect((await settled(rig)).map(({ state, error_code }) => error_code ?? state).sort()).toEqual([
    'rule-unmatched',
    'sent',
  ]);
});

it('what nobody said in two days is not told, and not later either', async () => {
  await using rig = await watching(where({ license: ['mit'] }));
  rig.hub.add(bareRepo('Qwen/Qwen4-8B-Instruct', { task: 'text-generation' }));
  await rig.refresh();
  await rig.refreshEvery(8 * HOUR, 6);
  expect(await settled(rig)).toEqual([{ state: 'cancelled', error_code: 'fact-unknown' }]);
  rig.hub.update('Qwen/Qwen4-8B-Instruct', { cardData: { license: 'mit' }, tags: ['license:mit'] });
  await rig.refreshEvery(HOUR, 2);
  expect(rig.heard()).toEqual([]);
});

it('one channel is told at once while another waits for the licence', async () => {
  await using rig = await watching((usual) => {
    const [team] = usual.channels;
    if (team?.kind !== 'webhook') throw new Error('the usual channel is a webhook');
    return {
      ...usual,
      channels: [team, { ...team, id: 'picky', url: `${team.url}picky` }],
      rules: [
        { id: 'all', on: ['release.*'], to: ['team'] },
        { id: 'free', on: ['release.*'], where: { license: ['mit'] }, to: ['picky'] },
      ],
    };
  });
  rig.hub.add(bareRepo('Qwen/Qwen4-8B-Instruct', { task: 'text-generation' }));
  await rig.refresh();
  expect(rig.receiver.arrivals.map(({ path }) => path)).toEqual(['/']);
  await rig.reopen();
  rig.hub.update('Qwen/Qwen4-8B-Instruct', { cardData: { license: 'mit' }, tags: ['license:mit'] });
  await rig.refreshEvery(MINUTE, 2);
  expect(rig.receiver.arrivals.map(({ path }) => path)).toEqual(['/', '/picky']);
});

it('whom a rule told a licence is told that it is another, although that does not fit', async () => {
  await using rig = await watching(where({ license: ['apache-2.0'] }));
  rig.hub.add(model('Qwen/Qwen4-8B'), model('Qwen/Qwen5-8B', { license: 'gpl-3.0' }));
  await rig.refresh();
  expect(rig.heard()).toMatchObject([{ kind: 'release.new', about: 'Qwen4' }]);
  rig.hub.update('Qwen/Qwen4-8B', { cardData: { license: 'mit' }, sha: 'a'.repeat(40) });
  rig.hub.update('Qwen/Qwen5-8B', { cardData: { license: 'mit' }, sha: 'b'.repeat(40) });
  await rig.refreshEvery(HOUR, 27);
  expect(rig.heard()).toMatchObject([{ kind: 'release.updated', about: 'Qwen4' }]);
});
