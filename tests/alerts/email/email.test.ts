import type { SMTPServerOptions } from 'smtp-server';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import { emailChannelSchema } from '../../../src/alerts/email/config.ts';
import { createEmailChannel, type EmailChannelOptions } from '../../../src/alerts/email/index.ts';
import { trustTestAuthority } from '../../http/tls-fixtures.ts';
import { contextOf, createTestClient, NOW } from '../channel-conformance.ts';
import { hostileContent, unsafeCharacters } from '../hostile-content.ts';
import { newRelease, samples } from '../sample-contents.ts';
import { readMail } from './read-mail.ts';
import { refusal, type SmtpReceiver, startSmtpReceiver } from './smtp-receiver.ts';

const http = createTestClient();
afterAll(() => http.close());

const from = { name: 'modelwatch', address: 'alerts@example.org' };
const ann = { name: '', address: 'ann@example.org' };
const bob = { name: '', address: 'bob@example.org' };

function channelTo(port: number, overrides: Partial<EmailChannelOptions> = {}) {
  return createEmailChannel({
    id: 'mail',
    host: 'localhost',
    port,
    security: 'none',
    login: null,
    from,
    to: [ann],
    allowPrivateNetwork: true,
    timeoutMs: 5000,
    ...overrides,
  });
}

async function receiver(options: SMTPServerOptions = {}): Promise<SmtpReceiver> {
  const started = await startSmtpReceiver(options);
  onTestFinished(() => started.close());
  return started;
}

async function send(port: number, overrides: Partial<EmailChannelOptions> = {}, content = newRelease) {
  const channel = channelTo(port, overrides);
  return await channel.send(channel.render(content), contextOf(http));
}

it('sends text and HTML under a Message-ID of the delivery, byte for byte the same each time', async () => {
  const server = await receiver();
  const channel = channelTo(server.port, { to: [ann, { ...bob, name: '鲍勃' }] });
  const message = channel.render(newRelease);
  for (let attempt = 0; attempt < 2; attempt++)
    expect(await channel.send(message, contextOf(http))).toEqual({ kind: 'sent' });
  const [first, second] = server.mails;
  if (first === undefined) throw new Error('nothing arrived');
  expect(second?.source).toBe(first.source);
  expect(first).toMatchObject({ from: from.address, to: [ann.address, bob.address] });
  const { headers, text, html } = readMail(first.source);
  expect(Object.fromEntries(headers)).toMatchObject({
    subject: 'Zhipu AI released GLM-4.5',
    from: '"modelwatch" <alerts@example.org>',
    to: 'ann@example.org, 鲍勃 <bob@example.org>',
    date: 'Mon, 28 Jul 2025 09:02:11 +0000',
    'message-id': '<msg_1@example.org>',
    'auto-submitted': 'auto-generated',
    'list-id': '<mail.modelwatch.example.org>',
    references: '<rel_glm45@example.org>',
  });
  expect(text).toContain('355B, 32B active');
  expect(html).toContain('355B, 32B active');
  expect(html).toContain('<a href="https://huggingface.co/zai-org/GLM-4.5">');
});

it.each(Object.entries({ ...samples, hostile: hostileContent }))(
  '%s is a mail that does nothing',
  (_, content) => {
    const source = channelTo(25).render(content).body;
    const { headers, text, html } = readMail(source);
    expect([...headers.keys()]).not.toContain('bcc');
    expect(headers.get('subject')?.length).toBeLessThanOrEqual(200);
    for (const part of [headers.get('subject') ?? '', text, html]) expect(part).not.toMatch(unsafeCharacters);
    expect(Math.max(...source.split('\n').map((line) => line.length))).toBeLessThan(998);
    const tags = new Set(html.match(/<[a-z]+(?=[\s>])/g));
    for (const tag of ['<script', '<img', '<at', '<iframe', '<link']) expect(tags).not.toContain(tag);
    for (const [, href] of html.matchAll(/href="([^"]*)"/g)) expect(href).toMatch(/^https?:\/\//);
  },
);

it('cannot be made to write headers, or words that decode to something else', () => {
  const title = 'GLM\r\nBcc: eve@example.org\r\n\r\n<b>hi</b> =?utf-8?q?=0D=0ABcc:_eve?= \u202e深度求索';
  const { headers } = readMail(channelTo(25).render({ alert: { ...newRelease.alert, title } }).body);
  expect(headers.get('subject')).toBe(
    'GLM Bcc: eve@example.org <b>hi</b> =?utf-8?q?=0D=0ABcc:_eve?= 深度求索',
  );
});

const recipientRefused = (code: number): SMTPServerOptions => ({
  onRcptTo: (_address, _session, callback) => callback(refusal(code, 'not now')),
});

it.each([
  ['greylisting', recipientRefused(450), 'retry', 'smtp-450'],
  ['too many', recipientRefused(452), 'retry', 'smtp-452'],
  ['no such user', recipientRefused(550), 'rejected', 'smtp-550'],
  [
    'a sender that is not wanted',
    { onMailFrom: (_a, _s, callback) => callback(refusal(553, 'no')) },
    'rejected',
    'smtp-553',
  ],
  [
    'a sender that is not wanted now',
    { onMailFrom: (_a, _s, callback) => callback(refusal(451, 'no')) },
    'retry',
    'smtp-451',
  ],
  [
    'a mail that is not wanted',
    {
      onData: (stream, _s, callback) => void stream.resume().on('end', () => callback(refusal(554, 'spam'))),
    },
    'rejected',
    'smtp-554',
  ],
  [
    'a server that is closing',
    { onConnect: (_s, callback) => callback(refusal(421, 'busy')) },
    'retry',
    'smtp-421',
  ],
] satisfies [string, SMTPServerOptions, string, string][])('%s → %s', async (_name, options, kind, code) => {
  const server = await receiver(options);
  expect(await send(server.port)).toMatchObject({ kind, code });
  expect(server.mails).toHaveLength(0);
});

it('sends again only to those who did not take it', async () => {
  let bobs = 0;
  const server = await receiver({
    onRcptTo({ address }, _session, callback) {
      if (address === bob.address && bobs++ === 0) callback(refusal(450, 'greylisted'));
      else callback();
    },
  });
  const channel = channelTo(server.port, { to: [ann, bob] });
  const message = channel.render(newRelease);
  expect(await channel.send(message, contextOf(http))).toMatchObject({
    kind: 'retry',
    code: 'smtp-450',
    message: expect.stringContaining('bob@example.org'),
  });
  expect(await channel.send(message, contextOf(http))).toEqual({ kind: 'sent' });
  expect(server.mails.map(({ to }) => to)).toEqual([[ann.address], [bob.address]]);
});

const onlyAnn: SMTPServerOptions = {
  onAuth: ({ username, password }, _session, callback) =>
    username === 'ann' && password === 'correct horse'
      ? callback(null, { user: username })
      : callback(refusal(535, `wrong: ${password}`)),
};

it('logs in over STARTTLS, and over TLS', async () => {
  trustTestAuthority();
  const login = { user: 'ann', password: 'correct horse' };
  const upgraded = await receiver(onlyAnn);
  expect(await send(upgraded.port, { security: 'starttls', login })).toEqual({ kind: 'sent' });
  expect(upgraded.mails).toMatchObject([{ secure: true, user: 'ann' }]);
  const wrapped = await receiver({ ...onlyAnn, secure: true });
  expect(await send(wrapped.port, { security: 'tls', login })).toEqual({ kind: 'sent' });
  expect(wrapped.mails).toMatchObject([{ secure: true, user: 'ann' }]);
});

it('is rejected with a wrong password, and does not repeat it', async () => {
  trustTestAuthority();
  const server = await receiver(onlyAnn);
  const outcome = await send(server.port, {
    security: 'starttls',
    login: { user: 'ann', password: 'battery' },
  });
  expect(outcome).toMatchObject({ kind: 'rejected', code: 'smtp-535' });
  expect(JSON.stringify(outcome)).not.toContain('battery');
});

it('sends nothing where the server offers no encryption, or one that cannot be trusted', async () => {
  const plain = await receiver({ ...onlyAnn, hideSTARTTLS: true, disabledCommands: ['STARTTLS'] });
  const login = { user: 'ann', password: 'correct horse' };
  expect(await send(plain.port, { security: 'starttls', login })).toMatchObject({
    kind: 'retry',
    code: 'tls',
  });
  const untrusted = await receiver(onlyAnn);
  expect(await send(untrusted.port, { security: 'starttls', login })).toMatchObject({
    kind: 'retry',
    code: 'tls',
  });
  expect([...plain.mails, ...untrusted.mails]).toHaveLength(0);
});

it('does not wait for ever, and does not mind a server that is not there', async () => {
  const slow = await receiver({ onConnect: () => undefined });
  expect(await send(slow.port, { timeoutMs: 200 })).toMatchObject({ kind: 'retry', code: 'timeout' });
  const gone = await startSmtpReceiver();
  await gone.close();
  expect(await send(gone.port)).toMatchObject({ kind: 'retry', code: 'network' });
});

it('spends no attempt when it is stopped', async () => {
  const slow = await receiver({ onConnect: () => undefined });
  const stop = new AbortController();
  const channel = channelTo(slow.port);
  const sending = channel.send(channel.render(newRelease), contextOf(http, stop.signal));
  setTimeout(() => stop.abort(), 50);
  expect(await sending).toMatchObject({ kind: 'wait', code: 'interrupted', retryAt: NOW });
});

it('does not reach into the private network unless it may', async () => {
  const server = await receiver();
  for (const host of ['localhost', '127.0.0.1'])
    expect(await send(server.port, { host, allowPrivateNetwork: false })).toMatchObject({
      kind: 'rejected',
      code: 'forbidden-address',
    });
  expect(server.mails).toHaveLength(0);
});

it.each([
  [{ to: ['ann@example.org\r\nBcc: eve@example.org'] }],
  [{ to: ['ann@example.org, eve@example.org'] }],
  [{ to: [] }],
  [{ from: 'nobody' }],
  [{ from: 'A "quoted" one <a@example.org>' }],
  [{ host: 'smtp.example.org:25' }],
  [{ user: 'ann' }],
  [{ user: 'ann', password: 'secret-word', security: 'none' }],
])('the configuration refuses %j', (fault) => {
  const good = {
    id: 'mail',
    kind: 'email',
    host: 'smtp.example.org',
    from: 'modelwatch <alerts@example.org>',
    to: ['ann@example.org', '"Bob, of sales" <bob@example.org>'],
  };
  expect(emailChannelSchema.safeParse(good).success).toBe(true);
  const { error } = emailChannelSchema.safeParse({ ...good, ...fault });
  expect(error).toBeDefined();
  expect(error?.message).not.toContain('secret-word');
});
