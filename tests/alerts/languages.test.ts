import { describe, expect, it } from 'vitest';
import { momentInWords } from '../../src/alerts/dates.ts';
import { messageParts } from '../../src/alerts/message-parts.ts';
import { plainLines } from '../../src/alerts/plain-message.ts';
import { ENGLISH_READER, type Reader } from '../../src/alerts/reader.ts';
import { createChannel } from '../../src/alerts/registry.ts';
import { wordedFor } from '../../src/alerts/worded.ts';
import type { AlertContent } from '../../src/domain/alert.ts';
import { readMail } from './email/read-mail.ts';
import { removal } from './sample-contents.ts';
import { subjects } from './subjects.ts';

const beijing: Reader = { language: 'zh-CN', timeZone: 'Asia/Shanghai', templates: [] };

function textFor(content: AlertContent, reader: Reader): string {
  const parts = messageParts(wordedFor(content, reader), reader);
  return [parts.title, ...plainLines(parts)].join('\n');
}

const chinese: readonly (readonly [keyof typeof subjects, string])[] = [
  [
    'new',
    `智谱发布 GLM-4.5
355B，激活 32B · 上下文 128K · MIT · 大语言模型
另见：官方（Z.ai）和 OpenRouter（已收录）
语言：英语和中文
发现时间：北京时间 2025 年 7 月 28 日 17:02，仓库早在 8 天前已创建
最早消息：Z.ai，北京时间 2025 年 7 月 28 日 16:20，比我们发现早 42 分钟
zai-org/GLM-4.5：https://huggingface.co/zai-org/GLM-4.5
zai-org/GLM-4.5-FP8：https://huggingface.co/zai-org/GLM-4.5-FP8`,
  ],
  [
    'announced',
    `智谱公布 GLM-4.5（权重尚未开放）
参数规模未公布 · 大语言模型
消息来源：官方（Z.ai）和 OpenRouter（已收录）
“GLM-4.5 is here”
发现时间：北京时间 2025 年 7 月 28 日 17:02
z.ai：https://z.ai/blog/glm-4.5`,
  ],
  [
    'news',
    `智谱：港股上市定价公布
投融资 · 来源：36氪`,
  ],
  [
    'failing',
    `hf-zhipu（huggingface.co）持续抓取失败
地址不存在；自北京时间 2025 年 7 月 28 日 14:40 起已失败 3 次；下次重试：北京时间 2025 年 7 月 28 日 16:00
页面可能已迁移：请找到新地址并更新 sources.yaml。运行 modelwatch sources check hf-zhipu 可立即重试。`,
  ],
  [
    'catchUp',
    `补报：上次检查以来有 7 项发布
智谱发布 GLM-4.5 · https://huggingface.co/zai-org/GLM-4.5
另有 6 项，运行 modelwatch alerts 可查看全部`,
  ],
];

describe('in Chinese', () => {
  it.each(chinese)('%s', (name, text) => expect(textFor(subjects[name], beijing)).toBe(text));

  it.each([
    ['weights', '智谱开放 GLM-4.5 模型权重'],
    ['extended', '智谱为 GLM-4.5 系列新增 GLM-4.5-Air'],
    ['chat', '智谱为 GLM-4.5 系列新增对话模型'],
    ['available', '智谱 GLM-4.5 已提供 API（未见权重）'],
    ['updated', '智谱更新 GLM-4.5'],
    ['corrected', '更正：智谱 GLM-4.5'],
    ['removed', '智谱 GLM-4.5 已不再公开'],
    ['candidate', '发现 1 个尚未关注的机构'],
    ['gone', 'huggingface.co 的 2 个来源已失效'],
    ['recovered', 'hf-zhipu（huggingface.co）已恢复正常'],
    ['silent', 'hf-zhipu（huggingface.co）异常地长时间没有更新'],
    ['welcome', 'modelwatch 正在关注 99 个来源'],
    ['test', '测试：modelwatch 的提醒就是这个样子'],
  ] satisfies [keyof typeof subjects, string][])('the title of %s', (name, title) => {
    expect(wordedFor(subjects[name], beijing).alert.title).toBe(title);
  });

  /** What stays as it is in any language. */
  const NAMES =
    /https?:\S+|- \{.*\}|“.*”|modelwatch( (alerts|sources)( (?:check|test) \S+)?)?|\bteam\b|http-\d+|[\w.-]*(zai-org|hf-|example-lab|GLM|Zhipu)[\w./-]*|[a-z.]+\.(co|yaml|ai|example)|MIT|API|\d+[BK]|Hugging Face|Z\.ai|OpenRouter/g;

  it.each(Object.keys(subjects) as (keyof typeof subjects)[])('%s has no English left in it', (name) => {
    expect(textFor(subjects[name], beijing).replace(NAMES, '')).not.toMatch(/[A-Za-z]{2}/);
  });
});

describe('a reader', () => {
  it.each(Object.keys(subjects) as (keyof typeof subjects)[])(
    'of English gets %s without Chinese',
    (name) => {
      const text = textFor(subjects[name], ENGLISH_READER);
      expect(text.replaceAll(/港股上市定价公布|36氪|新实验室/g, '')).not.toMatch(/\p{Script=Han}/u);
      expect(text).not.toContain('old words');
    },
  );

  it('is told the time of their zone, with its daylight saving', () => {
    const moments = (timeZone: string, language: Reader['language'] = 'en') =>
      ['2025-01-10T23:30:00Z', '2025-07-10T23:30:00Z', '2025-07-10'].map((iso) =>
        momentInWords(iso, { language, timeZone, templates: [] }),
      );
    expect(moments('America/New_York')).toEqual([
      '2025-01-10 18:30 EST',
      '2025-07-10 19:30 EDT',
      '2025-07-10',
    ]);
    expect(moments('Europe/Berlin', 'zh-CN')).toEqual([
      '2025 年 1 月 11 日 00:30（GMT+1）',
      '2025 年 7 月 11 日 01:30（GMT+2）',
      '2025 年 7 月 10 日',
    ]);
  });

  it('gets an alert of an earlier version in the words that it has', () => {
    expect(wordedFor(removal, beijing).alert.title).toBe(removal.alert.title);
  });
});

describe('a channel in Chinese', () => {
  const environment = { console: { write: () => {}, color: false, width: 80 } };
  const zh = { id: 'zh', language: 'zh-CN', timezone: 'Asia/Shanghai' } as const;

  it('writes mail that says its language, with a subject that every reader decodes', () => {
    const { body } = createChannel(
      { ...zh, kind: 'email', host: 'smtp.example.org', from: 'a@example.org', to: ['b@example.org'] },
      environment,
    ).render(subjects.new);
    const { headers, html, text } = readMail(body);
    expect(headers.get('subject')).toBe('智谱发布 GLM-4.5');
    expect(Buffer.byteLength(body)).toBe(body.length);
    expect(html).toContain('<html lang="zh-CN">');
    expect(text).toContain('由 modelwatch 发送，通道：zh。');
  });

  it('writes the Chinese post of Feishu, and a webhook whose data stay as they are', () => {
    const feishu = createChannel({ ...zh, kind: 'feishu', url: 'https://open.feishu.cn/x' }, environment);
    expect(JSON.parse(feishu.render(subjects.new).body).content.post).toMatchObject({
      zh_cn: { title: '智谱发布 GLM-4.5' },
    });
    const webhook = createChannel({ ...zh, kind: 'webhook', url: 'https://hooks.example/x' }, environment);
    const { data } = JSON.parse(webhook.render(subjects.new).body);
    expect(data.alert).toMatchObject({ title: '智谱发布 GLM-4.5', kind: 'release.new' });
    expect(data.alert).not.toHaveProperty('about');
    expect(data.release.facts.license.value).toBe('mit');
  });
});
