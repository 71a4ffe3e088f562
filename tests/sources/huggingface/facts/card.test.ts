import { describe, expect, it } from 'vitest';
import { readCard } from '../../../../src/sources/huggingface/facts/card-schema.ts';
import { LIST_CARD, MODEL_TABLE_CARD, TABLE_CARD } from './cards.ts';

async function said(readme: string, repo: string): Promise<string[]> {
  const { statements } = await readCard(readme, repo);
  return statements.map(({ attribute, written }) => `${attribute}: ${written}`);
}

describe('front matter', () => {
  it('says licence, languages, bases and tags', async () => {
    expect(await readCard(TABLE_CARD, 'acme/Nova-2')).toMatchObject({
      license: 'modified-mit',
      // A file of the repo is no address by itself.
      licenseLink: null,
      languages: ['en', 'zh'],
      baseModels: ['acme/Nova-2-Base'],
      pipelineTag: 'text-generation',
      tags: ['conversational', 'moe'],
    });
  });

  it('gives the scores of model-index to who measured them', async () => {
    const { benchmarks } = await readCard(TABLE_CARD, 'acme/Another');
    expect(benchmarks).toEqual([
      expect.objectContaining({
        benchmark: 'GPQA',
        score: 71.5,
        unit: 'points',
        setting: 'diamond, accuracy',
        measuredBy: 'Open Leaderboard',
      }),
      expect.objectContaining({ benchmark: 'MMLU', score: 88.1, unit: '%', measuredBy: 'self-reported' }),
    ]);
  });

  it.each([
    [
      'aliases that stand for more and more',
      `a: &a [x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c]\nlicense: mit`,
    ],
    ['brackets without end', `license: mit\nx: ${'['.repeat(100_000)}`],
    ['braces without end', `x: ${'{a: '.repeat(60)}`],
    ['levels of dashes', `license: mit\n${'- '.repeat(20_000)}x`],
    [
      'a level more in each line',
      `license: mit\n${Array.from({ length: 2000 }, (_, i) => `${' '.repeat(i)}k:`).join('\n')}`,
    ],
    ['more than any card has', `license: mit\nx: ${'y'.repeat(400_000)}`],
    ['what is no YAML', 'license: [mit\n: : :\n\t- x'],
    ['an alias to nothing', 'license: *nobody'],
    ['a list', '- license'],
    ['nothing', ''],
  ])('reads nothing of %s', async (_, front) => {
    const card = await readCard(`---\n${front}\n---\n- Context Length: 8K\n`, 'acme/X');
    expect(card).toMatchObject({ license: null, tags: [], benchmarks: [] });
    expect(card.statements).toHaveLength(1);
  });

  it('takes odd values for none, and a language called no for Norwegian', async () => {
    const front =
      'license: {a: 1}\nlanguage: [no, en, 7]\ntags: 5\nbase_model: "../../etc"\npipeline_tag: [a]\nlicense_link: "javascript:alert(1)"';
    expect(await readCard(`---\n${front}\n---\n`, 'acme/X')).toMatchObject({
      license: null,
      licenseLink: null,
      languages: ['en', 'no'],
      tags: [],
      baseModels: [],
      pipelineTag: null,
    });
  });

  it('leaves a card without front matter as it is', async () => {
    expect(await said('---\n- Context Length: 8K', 'acme/X')).toEqual(['context_length: 8K']);
  });
});

describe('tables and lists', () => {
  it('reads a table of labels and values', async () => {
    expect(await said(TABLE_CARD, 'acme/Nova-2')).toEqual([
      'architecture: Mixture-of-Experts (MoE)',
      'total_parameters: 1T',
      'active_parameters: 32B',
      'layers: 61',
      'experts: 384',
      'context_length: 128K',
    ]);
  });

  it('reads the row of its own model, and the column of its own model, and nobody else’s', async () => {
    expect(await said(MODEL_TABLE_CARD, 'acme/Nova-V3')).toEqual([
      'total_parameters: 671B',
      'active_parameters: 37B',
      'context_length: 128K',
      'architecture: MoE',
      'active_parameters: 37B',
    ]);
    expect(await said(MODEL_TABLE_CARD, 'acme/Nova-V3.1')).toEqual([]);
  });

  it('reads lists, and both sizes where one cell names both', async () => {
    expect(await said(LIST_CARD, 'acme/Nova3-30B-A3B')).toEqual([
      'total_parameters: 30B',
      'active_parameters: 3B',
      'total_parameters: 30.5B',
      'active_parameters: 3.3B',
      'layers: 48',
      'experts: 128',
      'context_length: 262,144 natively.',
    ]);
  });

  it('quotes the row or line', async () => {
    const { statements } = await readCard(MODEL_TABLE_CARD, 'acme/Nova-V3');
    expect(statements[0]).toMatchObject({
      place: 'table 1 › Nova-V3',
      quote: 'Nova-V3 | 671B | 37B | 128K | HF',
    });
    expect(Math.max(...statements.map(({ quote }) => quote.length))).toBeLessThanOrEqual(300);
  });

  it('reads known benchmarks in the column of its own model', async () => {
    const { benchmarks } = await readCard(TABLE_CARD, 'acme/Nova-2');
    expect(benchmarks.slice(2)).toEqual([
      {
        benchmark: 'LiveCodeBench v6',
        score: 53.7,
        unit: 'points',
        setting: 'Aug 24',
        measuredBy: 'self-reported',
        place: 'table 2 › 3. Evaluation',
        written: '53.7',
        quote: 'LiveCodeBench v6 (Aug 24): 53.7',
      },
      expect.objectContaining({ benchmark: 'SWE-bench Verified', score: 65.8, unit: '%', setting: null }),
    ]);
    const { benchmarks: shots } = await readCard(MODEL_TABLE_CARD, 'acme/Nova-V3');
    expect(shots.map(({ benchmark, score, setting }) => [benchmark, score, setting])).toEqual([
      ['BBH', 87.5, 'EM, 3-shot'],
      ['MATH-500', 90.2, null],
    ]);
  });

  it('lets a table that spans more cells than any table be', async () => {
    const bomb = `<table>${'<tr><td rowspan="65534" colspan="1000">x</td></tr>'.repeat(3000)}</table>`;
    expect(await said(`- Context Length: 8K\n\n${bomb}\n`, 'acme/X')).toEqual(['context_length: 8K']);
  });

  it('is not held up by a card of bars, brackets and tables that never end', async () => {
    const hostile = [
      '|'.repeat(300_000),
      '[![!['.repeat(60_000),
      '<table'.repeat(20_000),
      `${'<table>\n'.repeat(20_000)}`,
      '| a |\n|---|\n'.repeat(20_000),
      '<a href="http://'.repeat(20_000),
      `- ${'x:'.repeat(150)}\n`.repeat(2_000),
    ].join('\n');
    // What were quadratic in this would run into the time-out.
    expect(await readCard(hostile, 'acme/X')).toMatchObject({ paper: null, announcement: null });
  });
});

describe('links', () => {
  it('takes the first that is labelled as the paper, and as the announcement', async () => {
    expect(await readCard(TABLE_CARD, 'acme/Nova-2')).toMatchObject({
      paper: { url: 'https://arxiv.org/abs/2501.12345', label: expect.stringContaining('Technical Report') },
      announcement: { url: 'https://nova.example/blog', label: 'Blog' },
    });
  });

  it('takes what the card cites of itself before what it links to, and nothing where there are several', async () => {
    expect((await readCard(MODEL_TABLE_CARD, 'acme/Nova-V3')).paper?.url).toBe(
      'https://arxiv.org/abs/2412.19437',
    );
    const several = '[one](https://arxiv.org/abs/2401.00001) [two](https://arxiv.org/abs/2401.00002)';
    expect((await readCard(several, 'acme/X')).paper).toBeNull();
  });

  it('shows no address with a password or another protocol', async () => {
    const card =
      '[Blog](https://user:secret@evil.example/) [blog](javascript:alert(1)) [Blog](ftp://x.example/)';
    expect((await readCard(card, 'acme/X')).announcement).toBeNull();
  });
});
