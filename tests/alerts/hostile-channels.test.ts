import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import type { ChannelConfig } from '../../src/alerts/channel-config.ts';
import { languages } from '../../src/alerts/language.ts';
import { channelKinds, createChannel } from '../../src/alerts/registry.ts';
import type { AlertContent } from '../../src/domain/alert.ts';
import { contextOf, createTestClient } from './channel-conformance.ts';
import { readMail } from './email/read-mail.ts';
import { startSmtpReceiver } from './email/smtp-receiver.ts';
import { hostileContent, unsafeCharacters } from './hostile-content.ts';
import { startReceiver, status } from './receiver.ts';
import { hostileDigest } from './sample-digest.ts';
import { hostileSubjects } from './subjects.ts';

/** What strangers write, sent through every channel as it is configured, in both languages, with an own template. */

const http = createTestClient();
afterAll(() => http.close());

const contents: Readonly<Record<string, AlertContent>> = {
  ...hostileSubjects,
  everywhere: hostileContent,
  digest: hostileDigest,
};

type PostingKind = Exclude<ChannelConfig['kind'], 'console' | 'email' | 'feed-file'>;

const open = { id: 'team', allow_private_network: true } as const;
/** Without what readers of these services would take for a mention, markup or a link. */
const posting: Readonly<
  Record<PostingKind, { config: (origin: string) => ChannelConfig; acts: RegExp; answer?: unknown }>
> = {
  webhook: {
    config: (origin) => ({ ...open, kind: 'webhook', url: `${origin}/hook` }),
    acts: /"url":"(?!https?:)[^"]/,
  },
  slack: {
    config: (origin) => ({ ...open, kind: 'slack', url: `${origin}/hook` }),
    acts: /<(?!https?:)[^>]*>/,
    answer: 'ok',
  },
  discord: {
    config: (origin) => ({ ...open, kind: 'discord', url: `${origin}/hook` }),
    acts: /"parse":\["|(?<!\\)<@|\]\(javascript/,
    answer: { id: '1' },
  },
  telegram: {
    config: (origin) => ({ ...open, kind: 'telegram', token: '1:abcdefgh', chat: 1, api: origin }),
    acts: /<(?!\/?(?:a|b)\b)|@\w/,
    answer: { ok: true, result: { message_id: 1 } },
  },
  feishu: {
    config: (origin) => ({ ...open, kind: 'feishu', url: `${origin}/hook` }),
    acts: /<\/?at\b|"tag":"at"/,
    answer: { code: 0 },
  },
  dingtalk: {
    config: (origin) => ({ ...open, kind: 'dingtalk', url: `${origin}/hook` }),
    acts: /"isAtAll":true|"at(?:Mobiles|UserIds)":\["|!\[|\]\(javascript/,
    answer: { errcode: 0 },
  },
  wecom: {
    config: (origin) => ({ ...open, kind: 'wecom', url: `${origin}/hook` }),
    acts: /<@|mentioned|!\[|\]\(javascript/,
    answer: { errcode: 0 },
  },
  teams: {
    config: (origin) => ({ ...open, kind: 'teams', url: `${origin}/hook` }),
    acts: /<\/?at\b|\{\{|\$\{|"entities"/,
  },
  ntfy: {
    config: (origin) => ({ ...open, kind: 'ntfy', topic: 'models', server: origin }),
    acts: /"markdown":true|"(?:url|click|attach|icon)":"(?!http)/,
    answer: { id: '1' },
  },
  matrix: {
    config: (origin) => ({ ...open, kind: 'matrix', server: origin, token: 'syt_abcdefgh', room: '!a:b.c' }),
    acts: /"user_ids"|"room":true|"formatted_body":"[^\n]*<(?!\/?(?:a|br|strong)\b)[a-z]/,
    answer: { event_id: '$1' },
  },
};

const templates = [
  { on: ['lab.news'], title: '{{alert.title}} / {{news.publisher}}', lines: ['{{news.quote}}'] },
];
const silent = { console: { write: () => {}, color: false, width: 80 }, templates };

async function post(kind: PostingKind, language: (typeof languages)[number], content: AlertContent) {
  const { config, answer } = posting[kind];
  const receiver = await startReceiver();
  onTestFinished(() => receiver.close());
  const text = typeof answer === 'string' ? answer : JSON.stringify(answer ?? {});
  receiver.replyWith(
    status(
      answer === undefined ? 202 : 200,
      { 'content-type': 'application/json' },
      answer === undefined ? '' : text,
    ),
  );
  const channel = createChannel({ ...config(receiver.origin), language, timezone: 'Asia/Shanghai' }, silent);
  expect(await channel.send(channel.render(content), contextOf(http))).toMatchObject({ kind: 'sent' });
  return receiver.requests.map(({ body }) => body);
}

it('knows every channel', () => {
  const kinds = [...Object.keys(posting), 'console', 'email', 'feed-file'];
  expect(kinds.sort()).toEqual([...channelKinds].sort());
});

for (const language of languages) {
  describe(`in ${language}`, () => {
    for (const kind of Object.keys(posting) as PostingKind[]) {
      it.each(Object.keys(contents))(`${kind} shows %s as text, and nothing happens`, async (name) => {
        const [body = '', ...others] = await post(kind, language, contents[name] as AlertContent);
        expect(others).toEqual([]);
        expect(body).not.toMatch(unsafeCharacters);
        expect(body.isWellFormed()).toBe(true);
        expect(textsIn(JSON.parse(body)).filter((text) => unsafeCharacters.test(text))).toEqual([]);
        expect(body).not.toMatch(posting[kind].acts);
        expect(body).not.toMatch(/"(?:url|href|click)":"(?!https?:)[^"]/);
        expect(Buffer.byteLength(body)).toBeLessThan(20_480);
      });
    }

    it.each(Object.keys(contents))('mail shows %s as text, to nobody else', async (name) => {
      const server = await startSmtpReceiver();
      onTestFinished(() => server.close());
      const channel = createChannel(
        {
          id: 'mail',
          kind: 'email',
          host: 'localhost',
          port: server.port,
          security: 'none',
          from: 'a@example.org',
          to: ['ann@example.org'],
          allow_private_network: true,
          language,
        },
        silent,
      );
      const content = contents[name] as AlertContent;
      expect(await channel.send(channel.render(content), contextOf(http))).toEqual({ kind: 'sent' });
      expect(server.mails.map(({ to }) => to)).toEqual([['ann@example.org']]);
      const { headers, text, html } = readMail(server.mails[0]?.source ?? '');
      expect([...headers.keys()].filter((one) => /^(?:bcc|cc|reply-to)$/.test(one))).toEqual([]);
      for (const shown of [headers.get('subject') ?? '', text, html])
        expect(shown).not.toMatch(unsafeCharacters);
      expect(html).not.toMatch(/<(?:script|img|at|iframe)\b|href="(?!https?:)/);
    });

    it.each(Object.keys(contents))('a terminal shows %s as text', async (name) => {
      let shown = '';
      const write = (text: string) => {
        shown += text;
      };
      const console = { ...silent.console, write };
      const channel = createChannel({ id: 'here', kind: 'console', language }, { ...silent, console });
      await channel.send(channel.render(contents[name] as AlertContent), contextOf(http));
      expect(shown).not.toMatch(unsafeCharacters);
      expect(shown).not.toBe('');
    });
  });
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
