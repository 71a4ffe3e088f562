import { describe, expect, it } from 'vitest';
import type { AlertContent } from '../../src/domain/alert.ts';
import { model } from './models.ts';
import { openNewsroom } from './newsroom.ts';
import { DAY, HOUR, type Rig, startRig } from './rig.ts';
import { eventsOf } from './stored.ts';

const REPO = 'Qwen/Qwen4-8B';

async function told(): Promise<Rig> {
  const rig = await startRig({ orgs: ['Qwen'], repos: [model('Qwen/Qwen3-8B')] });
  await rig.refresh();
  rig.hub.add(model(REPO));
  await rig.refresh();
  expect(rig.heard()).toMatchObject([{ kind: 'release.new' }]);
  return rig;
}

function lastAlert(rig: Rig): AlertContent['alert'] {
  return (JSON.parse(rig.receiver.messages.at(-1)?.body.toString() ?? '').data as AlertContent).alert;
}

function relicense(rig: Rig, license: string, seed: string): void {
  rig.hub.update(REPO, { cardData: { license }, sha: seed.repeat(40) });
}

describe('a licence that the lab changes', () => {
  it('is told a day later, once, with what it was', async () => {
    await using rig = await told();
    relicense(rig, 'mit', 'a');
    await rig.refreshEvery(HOUR, 23);
    expect(rig.heard()).toEqual([]);
    await rig.refreshEvery(HOUR, 3);
    expect(rig.heard()).toEqual([{ kind: 'release.updated', about: 'Qwen4', covers: [] }]);
    const { title, lines, changes } = lastAlert(rig);
    expect(title).toBe('Qwen updated Qwen4');
    expect(lines).toEqual([expect.stringMatching(/^Licence: MIT, before Apache 2\.0 \(.*huggingface\)$/)]);
    expect(changes).toMatchObject([{ attribute: 'license', was: 'apache-2.0', is: 'mit' }]);
    await rig.reopen();
    await rig.refreshEvery(DAY, 4);
    expect(rig.heard()).toEqual([]);
  });

  it('and changes back within a day is told to nobody', async () => {
    await using rig = await told();
    relicense(rig, 'mit', 'a');
    await rig.refreshEvery(HOUR, 20);
    relicense(rig, 'apache-2.0', 'b');
    await rig.refreshEvery(HOUR, 60);
    expect(rig.heard()).toEqual([]);
  });

  it('is waited for over a restart, and told after a stop', async () => {
    await using rig = await told();
    relicense(rig, 'mit', 'a');
    await rig.refreshEvery(HOUR, 1);
    await rig.reopen();
    rig.advance(3 * DAY);
    await rig.refresh();
    expect(rig.heard()).toMatchObject([{ kind: 'release.updated' }]);
  });

  it('to and fro is told once each', async () => {
    await using rig = await told();
    for (const [license, seed] of [
      ['mit', 'a'],
      ['apache-2.0', 'b'],
      ['mit', 'c'],
      ['apache-2.0', 'd'],
    ] as const) {
      relicense(rig, license, seed);
      await rig.refreshEvery(6 * HOUR, 6);
    }
    expect(rig.heard().map(({ kind }) => kind)).toEqual(['release.updated', 'release.updated']);
  });

  it('of a release that nobody was told of is no news', async () => {
    await using rig = await told();
    rig.hub.update('Qwen/Qwen3-8B', { cardData: { license: 'mit' }, sha: 'a'.repeat(40) });
    await rig.refreshEvery(6 * HOUR, 8);
    expect(rig.heard()).toEqual([]);
  });

  it('is not told by a rule that came later', async () => {
    await using rig = await told();
    await rig.reopen((usual) => ({ ...usual, rules: [{ id: 'new', on: ['release.new'], to: ['team'] }] }));
    relicense(rig, 'mit', 'a');
    await rig.refreshEvery(HOUR, 30);
    await rig.reopen((usual) => usual);
    await rig.refreshEvery(HOUR, 30);
    expect(rig.heard()).toEqual([]);
  });
});

it('what another place knows better is a correction, and an event', async () => {
  await using rig = await told();
  const config = (tokens: number) => JSON.stringify({ model_type: 'qwen3', max_position_embeddings: tokens });
  rig.hub.update(REPO, { sha: 'a'.repeat(40), files: { 'config.json': config(32_768) } });
  rig.hub.add(model('Qwen/Qwen4-8B-Thinking', { files: { 'config.json': config(32_768) } }));
  await rig.refreshEvery(HOUR, 30);
  // A size that comes later tells the whole release as it is believed then.
  rig.hub.add(model('Qwen/Qwen4-32B', { files: { 'config.json': config(32_768) } }));
  await rig.refreshEvery(HOUR, 1);
  expect(rig.heard().map(({ kind }) => kind)).toEqual(['release.updated', 'release.extended']);
  const weights = {
    'config.json': config(32_768),
    'model.safetensors.index.json': '{"metadata": {"total_parameters": 36000000000}}',
  };
  rig.hub.update('Qwen/Qwen4-32B', { sha: 'b'.repeat(40), files: weights });
  await rig.refreshEvery(HOUR, 30);
  expect(rig.heard()).toMatchObject([{ kind: 'release.corrected', about: 'Qwen4' }]);
  expect(lastAlert(rig).lines[0]).toMatch(/^Qwen4-32B, total parameters: 36B, not 32B \(/);
  expect((await eventsOf(rig)).filter((event) => event.startsWith('belief.changed'))).not.toEqual([]);
});

it('that a release was given up is an event, and told when it has stood for a day', async () => {
  await using room = await openNewsroom();
  const { rig } = room;
  rig.hub.add(model('deepseek-ai/DeepSeek-V3'));
  await rig.refresh('deepseek-ai');
  rig.hub.add(model('deepseek-ai/DeepSeek-V4'));
  await rig.refresh('deepseek-ai');
  expect(room.told()).toEqual(['release.new DeepSeek-V4']);
  const row = { at: 'wiki', subject: 'DeepSeek-V4', fields: { lifecycle: 'Discontinued' } } as const;
  await room.row(row);
  const [event] = (await eventsOf(rig)).filter((type) => type.startsWith('belief.changed'));
  expect(event).toBeDefined();
  expect(room.told()).toEqual([]);
  rig.advance(25 * HOUR);
  await rig.refresh('deepseek-ai');
  expect(room.told()).toEqual(['release.updated DeepSeek-V4']);
  expect(lastAlert(rig).lines[0]).toMatch(/^Lifecycle: discontinued, before active \(/);
});
