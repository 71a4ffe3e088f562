import type { Channel, SendOutcome } from '../alerts/channel.ts';
import { createChannel } from '../alerts/registry.ts';
import { hideSecrets } from '../config/secrets.ts';
import type { AlertContent } from '../domain/alert.ts';
import { suggest } from '../domain/nearest.ts';
import { UsageError } from '../errors.ts';
import { pausedChannels, unpause } from '../store/channel-health.ts';
import type { CommandContext, ExitCode } from './context.ts';
import { moment } from './moments.ts';
import { readingIfThere } from './reading.ts';
import { withHttpClient } from './single-use-client.ts';

/**
 * Sends a message that says it is a test through one channel, now. Needs no store; where there is one and the channel was
 * paused, what waits for it goes out.
 */
export async function testChannel(context: CommandContext, id: string): Promise<ExitCode> {
  const { channels, templates, secrets } = await context.configuration();
  const config = channels.find((channel) => channel.id === id);
  if (config === undefined) {
    const ids = channels.map((channel) => channel.id);
    throw new UsageError(
      'channel',
      `there is no channel "${id}"${suggest(id, ids, 'Known channels') || ': alerts.yaml names none'}`,
    );
  }
  const { color, width } = context.terminal;
  const write = (text: string) => context.print(text.replace(/\n$/, ''));
  const channel = createChannel(config, {
    console: { write, color, width },
    allowPrivateNetwork: context.environment.allowPrivateNetwork,
    templates,
  });
  const outcome = await sendSample(context, channel);
  context.print(hideSecrets(outcomeInWords(channel, outcome), secrets));
  if (outcome.kind !== 'sent') return 1;
  await resume(context, id);
  return 0;
}

/** A channel that was paused takes messages again: what waits for it need not wait for the next try. */
async function resume(context: CommandContext, id: string): Promise<void> {
  const paused = await readingIfThere(context, async (reader) => await pausedChannels(reader));
  if (paused?.some((channel) => channel.id === id) !== true) return;
  const database = await context.openFor('work');
  try {
    await database.write((tx) => unpause(tx, [id], context.clock.now()));
  } finally {
    await database.close();
  }
  context.print('What waits for it is sent now, by the daemon or by the next "modelwatch refresh".');
}

async function sendSample(context: CommandContext, channel: Channel): Promise<SendOutcome> {
  const message = channel.render(sampleContent(new Date(context.clock.now()).toISOString()));
  return await withHttpClient(context, (http) =>
    channel.send(message, {
      http,
      clock: context.clock,
      signal: new AbortController().signal,
      // By the machine's clock: a receiver refuses a signature of another time.
      sentAt: Date.now(),
      idempotencyKey: `msg_test_${crypto.randomUUID()}`,
    }),
  );
}

function outcomeInWords({ id, kind }: Channel, outcome: SendOutcome): string {
  if (outcome.kind === 'sent') return `Sent to ${id} (${kind}).`;
  const later = {
    retry: 'An alert would be tried again by itself.',
    rejected: 'An alert would not be tried again by itself.',
    wait: `An alert would wait${'retryAt' in outcome && outcome.retryAt !== undefined ? ` until ${moment(outcome.retryAt)}` : ''}.`,
  } as const;
  return `Not sent to ${id} (${kind}): ${outcome.message} (${outcome.code}). ${later[outcome.kind]}`;
}

/** In the form of a real alert, so that a receiver shows what it makes of one, about something that cannot be mistaken. */
function sampleContent(now: string): AlertContent {
  const repo = 'example/Test-1B';
  const url = 'https://example.com/';
  const fact = (value: unknown) => ({ value, reason: 'a test', source: 'test', url, conflicting: false });
  const facts = { total_parameters: fact(1_000_000_000), license: fact('mit') };
  return {
    alert: {
      id: 'alert_test',
      kind: 'release.new',
      title: 'Test: this is what an alert from modelwatch looks like',
      createdAt: now,
      url,
      lines: ['This is a test of the channel. Nothing was released.'],
      labName: 'Example',
      covers: [repo],
      about: { form: 'test' },
    },
    release: {
      id: 'rel_test',
      lab: 'example',
      family: 'Test',
      name: 'Test-1B',
      kind: 'llm',
      status: 'open-weights',
      firstSeenAt: now,
      releasedOn: now.slice(0, 10),
      lifecycle: 'active',
      models: [{ name: 'Test-1B', role: 'chat', facts, repos: [repo] }],
      repos: [{ id: repo, kind: 'llm', role: 'chat', url, firstSeenAt: now }],
      facts,
      signals: 1,
    },
  };
}
