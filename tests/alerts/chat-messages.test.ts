import { describe, expect, it } from 'vitest';
import { signedAddress } from '../../src/alerts/dingtalk/index.ts';
import { feishuSignature } from '../../src/alerts/feishu/index.ts';
import { messageParts } from '../../src/alerts/message-parts.ts';
import { plainLines } from '../../src/alerts/plain-message.ts';
import { piecesOf } from '../../src/alerts/text-pieces.ts';
import { collectSecrets } from '../../src/config/secrets.ts';
import type { AlertContent } from '../../src/domain/alert.ts';
import { chatHarnesses } from './chat-harnesses.ts';
import { candidate, extension, news, removal, severalModels } from './sample-contents.ts';

const SIGN_F = 'eP133tIdC9IH5akWV/Oda+XR1lsBVB4Act2KYY8uwD4=';
const SIGN_D = 'D3ian6Wl4GX7RJ1D9S0NXmssV0sqm1HHjvtQ27+TTz4=';

const withTitle = (title: string, lines: readonly string[] = [title]): AlertContent => ({
  alert: { ...news.alert, title, lines },
});

/** Every text of a rendered message, as the service gets it. */
function bodyOf(kind: string, content: AlertContent): string {
  const harness = chatHarnesses.find((one) => one.kind === kind);
  if (harness === undefined) throw new Error(`no harness ${kind}`);
  return harness.create('https://chat.example/hook').render(content).body;
}

function textOf(content: AlertContent): string {
  const parts = messageParts(content);
  return [parts.title, ...plainLines(parts)].join('\n');
}

describe('what a message says', () => {
  it('of a release with several models', () => {
    expect(textOf(severalModels)).toBe(`Zhipu AI released GLM-4.5
2 models · MIT and Apache 2.0 (disputed) · language model
GLM-4.5: 355B, 32B active · 128K context
GLM-4.5-Air: 106B, 12B active
Languages: English and Chinese
Seen: 2025-07-28 09:02 UTC, repo made 8 days earlier
zai-org/GLM-4.5: https://huggingface.co/zai-org/GLM-4.5
zai-org/GLM-4.5-FP8: https://huggingface.co/zai-org/GLM-4.5-FP8
zai-org/GLM-4.5-Air: https://huggingface.co/zai-org/GLM-4.5-Air
Announcement: https://z.ai/blog/glm-4.5
Paper: https://arxiv.org/abs/2508.06471`);
  });

  it('of an extension and a removal', () => {
    expect(textOf(extension)).toContain('106B, 12B active · MIT · language model');
    expect(textOf(removal)).not.toContain('https://');
    expect(textOf(removal)).toContain('Repos: zai-org/GLM-4.5 and zai-org/GLM-4.5-FP8');
  });
});

it('finds addresses whole, without what closes a sentence', () => {
  expect(piecesOf('see https://news.example/a_(2025), or javascript:alert(1)')).toEqual([
    { text: 'see ' },
    { text: 'https://news.example/a_(2025)', url: 'https://news.example/a_(2025)' },
    { text: ', or javascript:alert(1)' },
  ]);
});

describe('hostile text', () => {
  const attack =
    '@everyone @here <!channel> <@U123> <@all> <at user_id="all">all</at> *b* _i_ ~s~ `c` [x](javascript:alert(1)) ![i](https://evil.example/i.png) {{DATE(2025-01-01T00:00:00Z)}} \u0024{x} :tada: /start &lt;b&gt;';

  it.each(chatHarnesses.map(({ kind }) => kind))('mentions nobody in %s', (kind) => {
    const body = bodyOf(kind, withTitle(attack));
    const { text, embeds: _embeds, allowed_mentions: mentions } = JSON.parse(body);
    if (kind.startsWith('slack')) {
      expect(body).not.toMatch(/<[!@#]/);
      expect(text).not.toMatch(/[*~`]|:tada:/);
    } else if (kind === 'discord') {
      expect(mentions).toEqual({ parse: [] });
      expect(JSON.parse(body).content).not.toMatch(/(?<!\\)<[@!]|(?<!\\)\]\(/);
    } else if (kind === 'telegram') {
      expect(text).not.toMatch(/@\w|<(?!\/?(?:a|b)\b)|(?<=\s)\/start/);
    } else if (kind === 'feishu') expect(body).not.toMatch(/<\/?at/i);
    else if (kind === 'teams') expect(body).not.toMatch(/<\/?at|\{\{|\$\{/i);
    else if (kind === 'wecom' || kind === 'dingtalk') {
      expect(body).not.toMatch(/<|!\[/);
      expect(body).not.toContain('](javascript');
    } else if (kind === 'matrix') {
      expect(JSON.parse(body)['m.mentions']).toEqual({});
      expect(JSON.parse(body).formatted_body).not.toMatch(/<(?!\/?(?:a|br|strong)\b)/);
    }
    expect(body).not.toMatch(/"(?:url|href|click)":"(?!https?:)/);
  });
});

describe('too long a message', () => {
  const lines = Array.from({ length: 400 }, (_, index) => `${index} 深度求索 <b>&*_ ${'长'.repeat(200)}`);
  const content = withTitle(`${'<&🚀'.repeat(200)}`, lines);
  const limits: readonly (readonly [string, (body: string) => number, number])[] = [
    [
      'slack bot',
      (body) => Math.max(...JSON.parse(body).blocks.map((one: Block) => one.text.text.length)),
      3000,
    ],
    ['discord', (body) => JSON.parse(body).content.length, 2000],
    ['discord', (body) => JSON.parse(body).embeds[0].description.length, 4096],
    ['telegram', (body) => JSON.parse(body).text.length, 4096],
    ['feishu', Buffer.byteLength, 20 * 1024],
    ['dingtalk', Buffer.byteLength, 20_000],
    ['wecom', (body) => Buffer.byteLength(JSON.parse(body).markdown.content), 4096],
    ['teams', Buffer.byteLength, 28 * 1024],
    ['ntfy', Buffer.byteLength, 4096],
    ['matrix', Buffer.byteLength, 32_768],
  ];

  it.each(limits)('is cut for %s at a line, with its link kept', (kind, measure, limit) => {
    const body = bodyOf(kind, content);
    expect(measure(body)).toBeLessThanOrEqual(limit);
    expect(body).toContain('…');
    expect(body).toContain('scmp.com/tech/article/1/zhipu-ipo');
    expect(/\p{Cs}/u.test(body)).toBe(false);
    // Where text is escaped by entities, each is whole.
    const escaped = kind === 'slack bot' || kind === 'telegram';
    if (escaped) expect(/&(?!(?:amp|lt|gt|quot);)/.test(body)).toBe(false);
    expect(body.isWellFormed()).toBe(true);
  });
});

interface Block {
  readonly text: { readonly text: string };
}

it('keeps the addresses of candidates whole', () => {
  expect(bodyOf('discord', candidate)).toContain('<https://news.example/a_new_lab_(2025)>');
  expect(bodyOf('telegram', candidate)).toContain('>https://news.example/a_new_lab_(2025)</a>');
});

it('signs as Feishu and DingTalk do', () => {
  expect(feishuSignature('1753693332', 'feishu-secret')).toBe(SIGN_F);
  const url = new URL(
    signedAddress('https://oapi.dingtalk.com/robot/send?access_token=t', 'SECdingtalk', 1753693332000),
  );
  expect(Object.fromEntries(url.searchParams)).toEqual({
    access_token: 't',
    timestamp: '1753693332000',
    sign: SIGN_D,
  });
});

it('counts every token, secret, topic and address among what is hidden', () => {
  const url = 'https://chat.example/hook/0123456789abcdefghijkl?sig=abcdefghijklmnopqrstuvwxyz';
  const secrets = collectSecrets(
    [
      { id: 'a', kind: 'teams', url },
      { id: 'b', kind: 'telegram', token: '1:telegram-token', chat: 1 },
      { id: 'c', kind: 'ntfy', topic: 'secret-topic' },
      { id: 'd', kind: 'feishu', url, secret: 'feishu-secret' },
    ],
    [],
  );
  expect(secrets).toEqual(
    expect.arrayContaining([
      url,
      '0123456789abcdefghijkl',
      'abcdefghijklmnopqrstuvwxyz',
      '1:telegram-token',
      'secret-topic',
      'feishu-secret',
    ]),
  );
});
