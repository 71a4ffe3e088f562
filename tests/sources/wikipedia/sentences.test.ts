import { describe, expect, it } from 'vitest';
import { read } from './reading.ts';

async function released(text: string): Promise<string[]> {
  const entries = await read(`<div class="mw-parser-output"><p>${text}</p></div>`);
  return entries.map(({ subject, fields }) => `${subject}: ${fields.released_on}`);
}

describe('a dated sentence', () => {
  it.each([
    ['In July 2025, Moonshot AI released Kimi K2, whose licence is MIT.', ['Kimi K2: July 2025']],
    [
      'Qwen3-Coder and Qwen3-VL were open-sourced on 3 May 2025.',
      ['Qwen3-Coder: 3 May 2025', 'Qwen3-VL: 3 May 2025'],
    ],
    [
      'On Sept. 5, 2025 Moonshot launched an update of K2, Kimi-K2-Instruct-0905.',
      ['Kimi-K2-Instruct-0905: Sept. 5, 2025'],
    ],
    [
      'GLM-4.5 was unveiled on July 28, 2025, and GLM-4.6 was released on September 30, 2025.',
      ['GLM-4.5: July 28, 2025', 'GLM-4.6: September 30, 2025'],
    ],
    ['On 2 May 2025 the lab released Step-3, which surpasses GPT-4o and Claude 3.5.', ['Step-3: 2 May 2025']],
    [
      'Its model, built on Qwen2.5, is called Yi-1.5 and was announced in 2024-05-12.',
      ['Yi-1.5: 2024-05-12'],
    ],
    ['百度于2025年3月16日发布文心大模型4.5。', ['文心大模型4.5: 2025年3月16日']],
    [
      '2025 年 7 月 28 日，智谱开源GLM-4.5和GLM-4.5-Air。',
      ['GLM-4.5: 2025 年 7 月 28 日', 'GLM-4.5-Air: 2025 年 7 月 28 日'],
    ],
  ])('%s', async (text, expected) => {
    expect(await released(text)).toEqual(expected);
  });

  it.each([
    'R2 was not yet released in August 2025.',
    'R2 was planned for release in May 2025.',
    'The company was founded in May 2023.',
    'In 2025, Kimi K2 was released.',
    'On 3 May 2025 the company announced a new office.',
    'Nvidia A100 chips were released in May 2020 under the Apache License 2.0.',
    'Qwen3 runs on phones since April 2025.',
    '预计2026年3月发布DeepSeek-R9。',
  ])('is none: %s', async (text) => {
    expect(await released(text)).toEqual([]);
  });

  it('keeps its key whatever its words, and its words as they are', async () => {
    const one = 'On 24 March 2025, the lab released <b>DeepSeek V3-0324</b>.';
    const other =
      'Before that. DeepSeek-V3-0324 was open-sourced on March 24, 2025, to much applause! After that.';
    const entries = await Promise.all([one, other].map((text) => read(`<p>${text}</p>`)));
    expect(entries[0]?.[0]?.key).toBe(entries[1]?.[0]?.key);
    expect(entries.map((found) => found[0]?.quote)).toEqual([
      'On 24 March 2025, the lab released DeepSeek V3-0324.',
      'DeepSeek-V3-0324 was open-sourced on March 24, 2025, to much applause!',
    ]);
  });

  it('is quoted in at most 300 characters that have what it says', async () => {
    const [entry] = await read(
      `<p>${'Once more '.repeat(60)}in May 2024 the lab released Qwen2 to all ${'and on '.repeat(60)}.</p>`,
    );
    expect(entry?.quote?.length).toBeLessThanOrEqual(300);
    expect(entry?.quote).toContain('in May 2024 the lab released Qwen2');
  });

  it('has its sections, and none in the notes', async () => {
    const html =
      '<h2 id="A">A</h2><h3 id="B">B</h3><p>Qwen2 was released in June 2024.</p><h2 id="References">References</h2><p>Qwen1 was released in June 2023.</p><div class="mw-heading"><h2 id="C">C</h2></div><p>Qwen3 was released in April 2025.</p>';
    expect((await read(html)).map(({ subject, place }) => [subject, place])).toEqual([
      ['Qwen2', 'A › B'],
      ['Qwen3', 'C'],
    ]);
  });
});
