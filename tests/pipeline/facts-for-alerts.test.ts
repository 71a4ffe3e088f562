import { describe, expect, it } from 'vitest';
import type { AlertContent } from '../../src/domain/alert.ts';
import { bareRepo, model } from './models.ts';
import { DAY, HOUR, type Rig, startRig } from './rig.ts';

const SECOND = 1000;

const files = {
  'config.json': JSON.stringify({
    architectures: ['Qwen4ForCausalLM'],
    model_type: 'qwen4',
    num_hidden_layers: 64,
    max_position_embeddings: 262_144,
  }),
  'README.md': '---\nlicense: apache-2.0\npipeline_tag: text-generation\n---\n\n# Qwen4\n',
};

async function watching(): Promise<Rig> {
  const rig = await startRig({ orgs: ['Qwen'], repos: [model('Qwen/Qwen3-8B')] });
  await rig.refresh();
  return rig;
}

/** Runs what is due of these kinds, as the daemon would, and nothing else. Returns how many jobs that were. */
async function work(rig: Rig, ...kinds: readonly ('update-catalog' | 'fetch-facts' | 'deliver')[]) {
  let ran = 0;
  for (;;) {
    const job = await rig.runtime.runner.leaseNext(kinds);
    if (job === null) return ran;
    await rig.runtime.runner.run(job);
    ran++;
  }
}

/** A poll that shows a new release, taken into the catalog: the alert is decided and waits. */
async function seen(rig: Rig): Promise<void> {
  rig.hub.add(model('Qwen/Qwen4-8B', { files }));
  await rig.poll('Qwen');
  expect(await work(rig, 'update-catalog')).toBeGreaterThan(0);
}

/** Value of an attribute in the last message that came, and how many came altogether. */
function told(rig: Rig, attribute: string): { messages: number; value: unknown } {
  const last = rig.receiver.messages.at(-1);
  const content = last === undefined ? null : (JSON.parse(last.body.toString()).data as AlertContent);
  return { messages: rig.receiver.messages.length, value: content?.release?.facts[attribute]?.value };
}

const ofFiles = (url: URL) => url.pathname.includes('/resolve/');

describe('an alert and the facts in the files of its repos', () => {
  it('goes out with them in one pass by hand', async () => {
    await using rig = await watching();
    rig.hub.add(model('Qwen/Qwen4-8B', { files }));
    await rig.refresh();
    expect(told(rig, 'context_length')).toEqual({ messages: 1, value: 262_144 });
  });

  it('waits for them, and goes as soon as they are there', async () => {
    await using rig = await watching();
    await seen(rig);
    rig.advance(2 * SECOND);
    expect(await work(rig, 'deliver')).toBe(0);
    await work(rig, 'fetch-facts');
    await work(rig, 'update-catalog');
    expect(await work(rig, 'deliver')).toBe(1);
    expect(told(rig, 'layers')).toEqual({ messages: 1, value: 64 });
  });

  it('waits 20 seconds and no longer, and does not repeat itself for what comes later', async () => {
    await using rig = await watching();
    rig.hub.fail({ match: ofFiles, fault: { kind: 'rate-limited', resetsIn: 120 } });
    await seen(rig);
    await work(rig, 'fetch-facts');
    rig.advance(19 * SECOND);
    expect(await work(rig, 'deliver')).toBe(0);
    rig.advance(SECOND);
    expect(await work(rig, 'deliver')).toBe(1);
    expect(told(rig, 'context_length')).toEqual({ messages: 1, value: undefined });
    rig.advance(HOUR);
    expect(await work(rig, 'fetch-facts')).toBe(1);
    await rig.refreshEvery(HOUR, 30);
    expect(rig.receiver.messages).toHaveLength(1);
    const { context_length } = await factsOf(rig, 'Qwen4');
    expect(context_length).toBe(262_144);
  });

  it('does not wait for files that cannot be read', async () => {
    await using rig = await watching();
    rig.hub.fail({ match: ofFiles, times: 50, fault: { kind: 'status', status: 500 } });
    await seen(rig);
    await work(rig, 'fetch-facts');
    expect(await work(rig, 'deliver')).toBe(1);
    expect(told(rig, 'license')).toEqual({ messages: 1, value: 'apache-2.0' });
  });

  it('is lost by no restart between them', async () => {
    await using rig = await watching();
    await seen(rig);
    await rig.reopen();
    await work(rig, 'fetch-facts');
    await rig.reopen();
    await work(rig, 'update-catalog');
    await rig.reopen();
    expect(await work(rig, 'deliver')).toBe(1);
    expect(told(rig, 'context_length')).toEqual({ messages: 1, value: 262_144 });
  });

  it('are read again where the repo has a new commit', async () => {
    await using rig = await watching();
    await seen(rig);
    await rig.refresh();
    const config = JSON.stringify({ model_type: 'qwen4', max_position_embeddings: 1_048_576 });
    rig.hub.update('Qwen/Qwen4-8B', { sha: 'f'.repeat(40), files: { ...files, 'config.json': config } });
    await rig.refreshEvery(HOUR, 1);
    expect((await factsOf(rig, 'Qwen4')).context_length).toBe(1_048_576);
  });

  it('are read of no quantisation, of nothing that is no language model, and of nothing twice', async () => {
    await using rig = await watching();
    rig.hub.forgetRequests();
    rig.hub.add(
      model('Qwen/Qwen4-8B', { files }),
      model('Qwen/Qwen4-8B-GPTQ-Int4'),
      model('Qwen/Qwen4-Image', { task: 'text-to-image', library: 'diffusers' }),
    );
    await rig.refresh();
    await rig.refreshEvery(HOUR, 3);
    const read = rig.hub.requests.map(({ url }) => url).filter((url) => url.includes('/resolve/'));
    expect(read.length).toBeGreaterThan(0);
    expect(read.every((url) => url.startsWith('/Qwen/Qwen4-8B/'))).toBe(true);
    expect(new Set(read).size).toBe(read.length);
  });
});

describe('a repo of which the listing does not say what it is', () => {
  it('is told once, as soon as its files say it, and stays what it is', async () => {
    await using rig = await watching();
    rig.hub.add(bareRepo('Qwen/Qwen4-8B', { files: { 'config.json': '{}' } }));
    await rig.refresh();
    expect(rig.heard()).toEqual([]);
    rig.hub.update('Qwen/Qwen4-8B', { sha: 'e'.repeat(40), files, tags: ['qwen'] });
    await rig.refreshEvery(HOUR, 1);
    expect(rig.heard()).toMatchObject([{ kind: 'release.new', about: 'Qwen4' }]);
    rig.hub.update('Qwen/Qwen4-8B', { tags: ['qwen', 'en'] });
    await rig.refreshEvery(HOUR, 12);
    expect(rig.heard()).toEqual([]);
    expect(await rowOf(rig, 'Qwen4')).toMatchObject({ kind: 'llm' });
  });

  it('is not told where they say it more than two days later', async () => {
    await using rig = await watching();
    rig.hub.add(bareRepo('Qwen/Qwen4-8B', { files: { 'config.json': '{}' } }));
    await rig.refresh();
    rig.hub.update('Qwen/Qwen4-8B', { sha: 'e'.repeat(40), files, tags: ['qwen'] });
    await rig.refreshEvery(3 * DAY, 1);
    await work(rig, 'fetch-facts');
    await rig.refreshEvery(HOUR, 1);
    expect(rig.heard()).toEqual([]);
    expect(await rowOf(rig, 'Qwen4')).toMatchObject({ kind: 'llm' });
  });
});

async function rowOf(rig: Rig, name: string) {
  const { reader } = rig.runtime.database;
  return await reader
    .selectFrom('releases')
    .selectAll()
    .where('name', '=', name)
    .where('merged_into', 'is', null)
    .executeTakeFirstOrThrow();
}

/** What the files claim, by attribute; of several the last. */
async function factsOf(rig: Rig, name: string): Promise<Record<string, number>> {
  const { id } = await rowOf(rig, name);
  const rows = await rig.runtime.database.reader
    .selectFrom('claims')
    .selectAll()
    .where('release_id', '=', id)
    .where('url', 'like', '%config.json%')
    .orderBy('seq')
    .execute();
  return Object.fromEntries(rows.map((row) => [row.attribute, JSON.parse(row.value).amount]));
}
