import { pino } from 'pino';
import { expect, it } from 'vitest';
import type { ChannelConfig } from '../../src/alerts/channel-config.ts';
import { channelKinds } from '../../src/alerts/registry.ts';
import { startSmtpReceiver } from '../alerts/email/smtp-receiver.ts';
import { closeConnection, type Reply, startReceiver } from '../alerts/receiver.ts';
import { model } from './models.ts';
import { HOUR, startRig } from './rig.ts';

const TOKEN = 'T0kenT0kenT0kenT0kenT0ken';
const KEY = Buffer.from(TOKEN).toString('base64');

type SecretKind = Exclude<ChannelConfig['kind'], 'console' | 'feed-file'>;

/** Every channel that has a secret, in whatever field it has it. */
function channelsAt(origin: string, smtpPort: number): Readonly<Record<SecretKind, ChannelConfig>> {
  const open = { allow_private_network: true } as const;
  const url = `${origin}/hook/${TOKEN}`;
  return {
    webhook: { ...open, id: 'webhook', kind: 'webhook', url, secret: `whsec_${KEY}` },
    slack: { ...open, id: 'slack', kind: 'slack', url },
    discord: { ...open, id: 'discord', kind: 'discord', url },
    telegram: { ...open, id: 'telegram', kind: 'telegram', token: `1:${TOKEN}`, chat: 1, api: origin },
    feishu: { ...open, id: 'feishu', kind: 'feishu', url, secret: TOKEN },
    dingtalk: { ...open, id: 'dingtalk', kind: 'dingtalk', url, secret: `SEC${TOKEN}` },
    wecom: { ...open, id: 'wecom', kind: 'wecom', url: `${origin}/send?key=${TOKEN}` },
    teams: { ...open, id: 'teams', kind: 'teams', url: `${origin}/workflow?sig=${TOKEN}` },
    ntfy: { ...open, id: 'ntfy', kind: 'ntfy', topic: TOKEN, token: `tk_${TOKEN}`, server: origin },
    matrix: { ...open, id: 'matrix', kind: 'matrix', server: origin, token: `syt_${TOKEN}`, room: '!a:b.c' },
    email: {
      ...open,
      id: 'email',
      kind: 'email',
      host: 'localhost',
      port: smtpPort,
      user: 'me',
      password: TOKEN,
      from: 'a@example.org',
      to: ['b@example.org'],
    },
  };
}

/** What was sent comes back, in words and in headers. */
const echo = (code: number): Reply => {
  return (response, request) => {
    const said = `cannot post ${request.url} ${JSON.stringify(request.headers)} ${TOKEN} ${KEY}`;
    const location = `http://127.0.0.1:9/${TOKEN}`;
    response.writeHead(code, { 'x-said': encodeURIComponent(said), location }).end(said);
  };
};

const garbled: Reply = (_response, request) =>
  void request.socket.end(`HTTP/1.1 200 ${TOKEN}\r\nbroken\r\n\r\n`);

const faults: readonly (readonly [string, Reply])[] = [
  ['500', echo(500)],
  ['404', echo(404)],
  ['403', echo(403)],
  ['429', echo(429)],
  ['a redirect', echo(302)],
  ['200 that is none', echo(200)],
  ['a dropped connection', closeConnection],
  ['an answer that is no HTTP', garbled],
];

it('knows every channel that has a secret', () => {
  const kinds = [...Object.keys(channelsAt('http://127.0.0.1:9', 9)), 'console', 'feed-file'];
  expect(kinds.toSorted()).toEqual([...channelKinds].toSorted());
});

it.each(faults)('keeps and logs no secret of a channel that answers with %s', async (_name, reply) => {
  const service = await startReceiver();
  service.replyWith(reply);
  const smtp = await startSmtpReceiver();
  const channels = Object.values(channelsAt(service.origin, smtp.port));
  let logged = '';
  const write = (line: string) => {
    logged += line;
  };
  const log = pino({ level: 'debug' }, { write });
  await using rig = await startRig({
    orgs: ['Qwen'],
    repos: [model('Qwen/Qwen3-8B')],
    log,
    configure: (usual) => ({
      ...usual,
      channels,
      rules: [{ id: 'all', on: ['*'], to: channels.map(({ id }) => id) }],
    }),
  });
  await rig.refresh();
  rig.hub.add(model('Qwen/Qwen4-8B'));
  const report = await rig.refresh();
  rig.hub.add(model('Qwen/Qwen5-8B'), model('Qwen/Qwen6-8B'));
  await rig.refreshEvery(HOUR, 2);
  await service.close();
  await smtp.close();
  const { reader } = rig.runtime.database;
  const kept = [
    report,
    await reader.selectFrom('deliveries').selectAll().execute(),
    await reader.selectFrom('channels').selectAll().execute(),
    await reader.selectFrom('alerts').selectAll().execute(),
    await reader.selectFrom('jobs').selectAll().execute(),
  ];
  expect(JSON.stringify(kept)).toMatch(/"error_code":"/);
  expect(logged).toContain('could not be delivered');
  for (const text of [JSON.stringify(kept), logged])
    for (const secret of [TOKEN, KEY, encodeURIComponent(KEY)]) expect(text).not.toContain(secret);
});
