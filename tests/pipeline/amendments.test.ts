import { describe, expect, it, onTestFinished } from 'vitest';
import type { ChannelConfig } from '../../src/alerts/channel-config.ts';
import type { Configuration } from '../../src/config/configuration.ts';
import { overridesFileSchema, withDecisions } from '../../src/config/overrides-schema.ts';
import { closeConnection, type Receiver, type Reply, startReceiver, status } from '../alerts/receiver.ts';
import { model } from './models.ts';
import { DAY, HOUR, MINUTE, type Rig, startRig } from './rig.ts';

const json = (value: unknown, code = 200): Reply =>
  status(code, { 'content-type': 'application/json' }, JSON.stringify(value));

/** A chat whose messages can be edited: sends and edits as they came, in words. */
interface Chat {
  readonly receiver: Receiver;
  sent(): string[];
  edited(): string[];
}

async function openChat(): Promise<Chat> {
  const receiver = await startReceiver();
  onTestFinished(() => receiver.close());
  receiver.replyWith(json({ id: '77' }));
  const bodies = (method: string) =>
    receiver.requests.filter((request) => request.method === method).map(({ body }) => body);
  return { receiver, sent: () => bodies('POST'), edited: () => bodies('PATCH') };
}

async function watching(chat: Chat, options: Partial<ChannelConfig> = {}, webhookToo = false): Promise<Rig> {
  const discord = {
    id: 'chat',
    kind: 'discord',
    url: `${chat.receiver.origin}/api/webhooks/1/token`,
    allow_private_network: true,
    ...options,
  } as ChannelConfig;
  const rig = await startRig({
    orgs: ['Qwen'],
    repos: [model('Qwen/Qwen3-8B')],
    configure: (usual) => ({
      ...usual,
      channels: webhookToo ? [...usual.channels, discord] : [discord],
      rules: [{ id: 'new', on: ['release.new'], to: webhookToo ? ['team', 'chat'] : ['chat'] }],
    }),
  });
  await rig.refresh();
  return rig;
}

async function add(rig: Rig, ...names: readonly string[]): Promise<void> {
  rig.hub.add(...names.map((name) => model(`Qwen/${name}`)));
  await rig.refresh();
}

describe('a message that its service lets us edit', () => {
  it('is edited once for what comes together in the settling time, and nothing follows', async () => {
    const chat = await openChat();
    await using rig = await watching(chat);
    await add(rig, 'Qwen4-8B');
    expect(chat.sent()).toHaveLength(1);
    expect(chat.sent()[0]).not.toContain('32B');
    await rig.refreshEvery(HOUR, 1);
    await add(rig, 'Qwen4-32B');
    await add(rig, 'Qwen4-72B');
    expect(chat.edited()).toEqual([]);
    await rig.refreshEvery(MINUTE, 2);
    expect(chat.edited()).toHaveLength(1);
    expect(chat.edited()[0]).toContain('Qwen4-32B');
    expect(chat.edited()[0]).toContain('Qwen4-72B');
    expect(chat.receiver.requests.at(-1)?.path).toBe('/api/webhooks/1/token/messages/77');
    await rig.reopen();
    await rig.refreshEvery(HOUR, 12);
    expect([chat.sent().length, chat.edited().length]).toEqual([1, 1]);
  });

  it('is left alone where nothing of it changed, and when it has settled', async () => {
    const chat = await openChat();
    await using rig = await watching(chat);
    await add(rig, 'Qwen4-8B');
    rig.hub.update('Qwen/Qwen4-8B', { downloads: 4711, sha: 'c'.repeat(40) });
    await rig.refreshEvery(HOUR, 7);
    await add(rig, 'Qwen4-8B-GGUF');
    await rig.refreshEvery(HOUR, 2);
    expect(chat.edited()).toEqual([]);
  });

  it('is tried again with the same words where the service fails, and given up where it is gone', async () => {
    const chat = await openChat();
    await using rig = await watching(chat);
    await add(rig, 'Qwen4-8B');
    chat.receiver.replyWith(closeConnection);
    await add(rig, 'Qwen4-32B');
    await rig.refreshEvery(MINUTE, 1);
    chat.receiver.replyWith(json({ id: '77' }));
    await rig.refreshEvery(MINUTE, 2);
    expect(chat.edited()).toHaveLength(2);
    expect(new Set(chat.edited()).size).toBe(1);

    chat.receiver.replyWith(json({ message: 'Unknown Message', code: 10_008 }, 404));
    await add(rig, 'Qwen4-72B');
    await rig.refreshEvery(HOUR, 10);
    expect(chat.edited()).toHaveLength(3);
    expect(chat.sent()).toHaveLength(1);
  });

  it('is edited for what changed while it was on its way', async () => {
    const chat = await openChat();
    await using rig = await watching(chat);
    let seen: Promise<unknown> | null = null;
    chat.receiver.replyWith((response, request) => {
      // Taken into the catalog before the answer is there.
      seen ??= (async () => {
        rig.hub.add(model('Qwen/Qwen4-32B'));
        await rig.poll('Qwen');
        const job = await rig.runtime.runner.leaseNext(['update-catalog']);
        if (job !== null) await rig.runtime.runner.run(job);
      })();
      void seen.then(() => json({ id: '77' })(response, request));
    });
    await add(rig, 'Qwen4-8B');
    expect(chat.sent()).toHaveLength(1);
    await rig.refreshEvery(MINUTE, 2);
    expect(chat.edited()).toHaveLength(1);
    expect(chat.edited()[0]).toContain('Qwen4-32B');
  });

  it('is edited back under another key than before, and mended where a kill left open what it says', async () => {
    const chat = await openChat();
    chat.receiver.replyWith(json({ event_id: '$1' }));
    await using rig = await watching(chat, {
      kind: 'matrix',
      server: chat.receiver.origin,
      token: 'syt_abcdefgh',
      room: '!a:b.c',
    } as never);
    await add(rig, 'Qwen4-8B');
    for (const [license, seed] of [
      ['mit', 'a'],
      ['apache-2.0', 'b'],
      ['mit', 'c'],
    ] as const) {
      rig.hub.update('Qwen/Qwen4-8B', { cardData: { license }, sha: seed.repeat(40) });
      await rig.refreshEvery(MINUTE, 3);
    }
    const paths = chat.receiver.requests.map(({ path }) => path);
    expect(paths).toHaveLength(4);
    expect(new Set(paths).size).toBe(4);
    // It was sent, and nobody could note that: then the licence is what it was.
    const before = chat.receiver.requests.length;
    await rig.runtime.database.write(async (tx) => {
      await tx.updateTable('deliveries').set({ body: '' }).execute();
    });
    rig.hub.update('Qwen/Qwen4-8B', { sha: 'd'.repeat(40) });
    await rig.refreshEvery(MINUTE, 3);
    expect(chat.receiver.requests.length).toBe(before + 1);
  });

  it('is not edited but written with all of it, where it was not sent yet', async () => {
    const chat = await openChat();
    await using rig = await watching(chat, { quiet_hours: { from: '09:00', to: '13:00' } });
    await add(rig, 'Qwen4-8B');
    await rig.refreshEvery(HOUR, 1);
    await add(rig, 'Qwen4-32B');
    await rig.refreshEvery(HOUR, 12);
    expect(chat.sent()).toHaveLength(1);
    expect(chat.sent()[0]).toContain('Qwen4-32B');
    expect(chat.edited()).toEqual([]);
  });

  it('told in a message with others has none to be edited', async () => {
    const chat = await openChat();
    await using rig = await watching(chat, { at_most_per_hour: 1 });
    await add(rig, 'Qwen4-8B', 'Qwen5-8B', 'Qwen6-8B');
    await rig.refreshEvery(HOUR, 1);
    expect(chat.sent()).toHaveLength(2);
    await add(rig, 'Qwen4-32B', 'Qwen5-32B', 'Qwen6-32B');
    await rig.refreshEvery(HOUR, 10);
    expect(chat.sent()).toHaveLength(2);
    expect(chat.edited()).toHaveLength(1);
  });

  it('about a release that was found to be another speaks of that one', async () => {
    const chat = await openChat();
    await using rig = await watching(chat);
    await add(rig, 'Qwen4-8B');
    rig.advance(9 * DAY);
    await rig.refresh();
    await add(rig, 'Qwen4-Next-80B');
    expect(chat.sent()).toHaveLength(2);
    const merge = overridesFileSchema.parse({
      merge: [{ lab: 'qwen', from: ['Qwen4-Next'], into: 'Qwen4' }],
    });
    await rig.reopen(
      (): Configuration => ({ ...rig.configuration, labs: withDecisions(rig.configuration.labs, merge) }),
    );
    await rig.refreshEvery(MINUTE, 3);
    expect(chat.edited()).toHaveLength(1);
    expect(chat.edited()[0]).toMatch(/Qwen released Qwen4\b(?!-Next)/);
    expect(chat.edited()[0]).toContain('Qwen4-Next-80B');
    expect(chat.sent()).toHaveLength(2);
  });
});

describe('a message that cannot be edited', () => {
  it('is followed by one, when the release has settled, to whoever got the first', async () => {
    const chat = await openChat();
    await using rig = await watching(chat, {}, true);
    await add(rig, 'Qwen4-8B-Base');
    expect(rig.heard()).toMatchObject([{ kind: 'release.new' }]);
    await rig.refreshEvery(HOUR, 1);
    await add(rig, 'Qwen4-32B', 'Qwen4-8B-FP8');
    await rig.refreshEvery(HOUR, 4);
    expect(rig.heard()).toEqual([]);
    await rig.refreshEvery(HOUR, 2);
    expect(rig.heard()).toEqual([{ kind: 'release.updated', about: 'Qwen4', covers: ['Qwen/Qwen4-32B'] }]);
    expect(rig.receiver.messages.at(-1)?.body.toString()).toContain('Since the first message: Qwen4-32B');
    await rig.reopen();
    await rig.refreshEvery(6 * HOUR, 6);
    expect(rig.heard()).toEqual([]);
    // Where it could be edited, that was done and nothing follows.
    expect(chat.sent()).toHaveLength(1);
    expect(chat.edited()).toHaveLength(1);
  });

  it('is followed by none for quantisations and words', async () => {
    const chat = await openChat();
    await using rig = await watching(chat, {}, true);
    await add(rig, 'Qwen4-8B');
    await rig.refreshEvery(HOUR, 1);
    await add(rig, 'Qwen4-8B-FP8', 'Qwen4-8B-GGUF', 'Qwen4-8B-Base');
    rig.heard();
    await rig.refreshEvery(HOUR, 12);
    expect(rig.heard()).toEqual([]);
  });
});
