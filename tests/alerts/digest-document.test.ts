import { describe, expect, it } from 'vitest';
import { digestDocument } from '../../src/alerts/digest-document.ts';
import { digestHtml } from '../../src/alerts/digest-html.ts';
import { digestLines } from '../../src/alerts/digest-lines.ts';
import { digestMarkdown } from '../../src/alerts/digest-markdown.ts';
import { ENGLISH_READER, type Reader } from '../../src/alerts/reader.ts';
import { BODY_BYTES, renderBody } from '../../src/alerts/webhook/body.ts';
import { webhookBody } from '../../src/alerts/webhook/body-schema.ts';
import type { Digest } from '../../src/domain/digest.ts';
import { unsafeCharacters } from './hostile-content.ts';
import { digestContent, eventful, eventless, hostileDigest } from './sample-digest.ts';

const chinese: Reader = { language: 'zh-CN', timeZone: 'Asia/Shanghai', templates: [] };

describe('a digest in words', () => {
  it('says each thing once, in the order in which a reader asks', () => {
    expect(digestLines(digestDocument(eventful, ENGLISH_READER))).toEqual([
      '■ Released',
      '▸ Zhipu AI',
      '- GLM-4.5: 106B to 355B · MIT · language model · 2025-07-26 · https://huggingface.co/zai-org/GLM-4.5',
      '– GLM-4.5: 355B, 32B active · 128K context',
      '– GLM-4.5-Air: 106B disputed',
      '- GLM-4.5: “Our agentic, reasoning and coding model” (Z.ai) · https://z.ai/blog/glm-4.5',
      '- GLM-4.5: huggingface.co had it first, 42 minutes before anybody else',
      '■ Expected, and here now',
      '- GLM-4.5 had been announced since 2025-07-01',
      '■ Said to come',
      '- DeepSeek-R2: “R2 will come in autumn” (Gazette)',
      '■ Further models of earlier releases',
      '- Qwen3: Qwen3-4B and Qwen3-1.7B · https://huggingface.co/Qwen/Qwen3-4B',
      '■ What sources disagree on',
      '- GLM-4.5, total parameters: 355B (config.json: counted); against it 400B (Gazette) · https://huggingface.co/zai-org/GLM-4.5',
      '- GLM-4.5, training cost: nothing is believed; against it 5.58M USD (Courier)',
      '■ Corrections to earlier digests',
      '- Kimi-K2: Licence: modified-mit, not MIT (stated by the lab; huggingface); told on 2025-07-13 · https://huggingface.co/moonshotai/Kimi-K2-Instruct',
      '■ Prices, licences, lifecycle',
      '- DeepSeek-V3, prices: 0.27 USD per 1M tokens (input), before 0.14 USD per 1M tokens (input) (DeepSeek) · https://api-docs.deepseek.com/quick_start/pricing',
      '■ News of the labs',
      '▸ funding',
      '- Moonshot AI: Moonshot AI raises a billion (Gazette, 2025-07-23) · https://gazette.example/raise',
      '- and 2 more',
    ]);
  });

  it('has days of the zone of its period in the title', () => {
    const { title } = digestDocument(eventful, ENGLISH_READER);
    expect(title).toBe('Chinese language models, 2025-07-21 to 2025-07-28: 1 release');
    expect(digestDocument(eventful, chinese).title).toBe(
      '中国大模型动态（2025 年 7 月 21 日至 2025 年 7 月 28 日）：1 项发布',
    );
  });

  it('in Chinese has no English word of ours', () => {
    const lines = digestLines(digestDocument(eventful, chinese)).map((line) =>
      line.replace(/ · https.*$/, ''),
    );
    expect(lines).toContain('■ 新发布');
    expect(lines).toContain('- GLM-4.5：huggingface.co 最早发布，领先 42 分钟');
    expect(lines).toContain('- GLM-4.5，训练成本：暂无可信说法；另有 5.58M USD（Courier）');
    expect(lines.join('\n')).not.toMatch(/\b(?:before|against|released|told|stated|more)\b/i);
  });

  it('of nothing says so', () => {
    const document = digestDocument(eventless, ENGLISH_READER);
    expect(document.title).toMatch(/: no release$/);
    for (const text of [digestMarkdown(document), digestHtml(document), digestLines(document).join()])
      expect(text).toContain('Nothing happened');
  });

  it('as Markdown has a table of facts, and no markup but its own', () => {
    const text = digestMarkdown(digestDocument(eventful, ENGLISH_READER));
    expect(text).toContain('| [GLM-4.5](https://huggingface.co/zai-org/GLM-4.5) | 106B to 355B |');
    expect(text).toContain('| – GLM-4.5-Air | 106B disputed |');
    const [lab] = eventful.labs;
    const [release] = lab?.releases ?? [];
    if (lab === undefined || release === undefined) throw new Error('the sample has a release');
    const named = (name: string): Digest => ({
      ...eventless,
      labs: [{ ...lab, releases: [{ ...release, name, models: [], quote: null, first: null }] }],
    });
    const hostile = digestMarkdown(digestDocument(named('a|b [x](y) *z* <img> `c` _d_'), ENGLISH_READER));
    const row = hostile.split('\n').find((line) => line.includes('img'));
    expect(row).toContain('a\\|b \\[x\\](y) \\*z\\* \\<img\\> \\`c\\` \\_d\\_');
    expect(row?.match(/(?<!\\)\|/g)).toHaveLength(7);
  });

  it('as HTML shows what strangers write as text', () => {
    const digest = hostileDigest.digest as Digest;
    for (const reader of [ENGLISH_READER, chinese]) {
      const document = digestDocument(digest, reader);
      const html = digestHtml(document);
      expect(html).not.toMatch(/<(?!\/?(?:h2|h3|table|tr|th|td|ul|li|p|strong|a)\b)|javascript:alert\(1\)"/);
      for (const text of [document.title, html, digestMarkdown(document), digestLines(document).join('\n')])
        expect(text).not.toMatch(unsafeCharacters);
    }
  });
});

describe('a webhook', () => {
  it('carries the digest as data', () => {
    const body = JSON.parse(renderBody(digestContent));
    expect(webhookBody.safeParse(body)).toMatchObject({ success: true });
    expect(body).toMatchObject({ type: 'digest', data: { digest: eventful } });
  });

  it('is shortened where it is long, and says so', () => {
    const [lab] = eventful.labs;
    if (lab === undefined) throw new Error('the sample has a lab');
    const long = { ...eventful, labs: Array.from({ length: 100 }, () => lab) };
    const text = renderBody({ ...digestContent, digest: long });
    expect(Buffer.byteLength(text)).toBeLessThan(BODY_BYTES);
    const { data } = webhookBody.parse(JSON.parse(text));
    expect(data).toMatchObject({ truncated: true, counts: { releases: 100 } });
    expect(data.digest?.labs.length).toBeGreaterThan(4);
  });
});
