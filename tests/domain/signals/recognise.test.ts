import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRepoName } from '../../../src/domain/naming.ts';
import { foldText, verbatim } from '../../../src/domain/signals/fold.ts';
import { buildLexicon } from '../../../src/domain/signals/lexicon.ts';
import type { ArticleText } from '../../../src/domain/signals/recognise.ts';
import { recogniseSignals } from '../../../src/domain/signals/recognise.ts';
import { topics } from '../../../src/domain/signals/signal.ts';
import { tuned } from './labelled-headlines.ts';
import { shippedLabs } from './labs.ts';

const labs = shippedLabs();
const lexicon = buildLexicon(labs);

function read(title: string, rest: Partial<ArticleText> = {}) {
  return recogniseSignals({ title, summary: '', text: '', ...rest }, lexicon);
}

describe('recogniseSignals', () => {
  it.each(tuned.map((row) => [row[1], row] as const))('%s', (_title, row) => {
    const [, title, summary, labels, , page] = row;
    const signals = read(title, { summary, ...(page ? { lab: page.official, official: true } : {}) });
    const said = signals.map(
      (signal) => `${signal.lab} ${signal.verdict}${signal.topic ? `/${signal.topic}` : ''}`,
    );
    const expected = labels
      .split(';')
      .map((label) => label.trim().split(' ').slice(0, 2).join(' '))
      .filter(Boolean);
    expect(said.toSorted()).toEqual(expected.toSorted());
  });

  it.each([
    ['DeepSeek releases DeepSeek V3.1', 'DeepSeek-V3.1'],
    ['DeepSeek launches V3.2-Exp', 'DeepSeek-V3.2-Exp'],
    ['DeepSeek releases V3 0324', 'DeepSeek-V3-0324'],
    ['Alibaba releases Qwen 2.5-Coder', 'Qwen2.5-Coder-32B-Instruct'],
    ['Alibaba releases Qwen3 30B-A3B-Instruct-2507', 'Qwen3-30B-A3B-Instruct-2507'],
    ['通义千问3.6发布', 'Qwen3.6-27B'],
    ['Moonshot AI releases Kimi K2 Thinking', 'Kimi-K2-Thinking'],
    ['Moonshot AI releases Kimi Linear', 'Kimi-Linear-48B-A3B-Instruct'],
    ['Zhipu releases GLM 4.6', 'GLM-4.6-FP8'],
    ['Zhipu releases GLM-4.6V-Flash', 'GLM-4.6V-Flash'],
    ['Zhipu releases ChatGLM 3', 'chatglm3-6b'],
    ['MiniMax launches M2.5', 'MiniMax-M2.5'],
    ['StepFun releases Step-3.7-Flash', 'Step-3.7-Flash'],
    ['Tencent releases Hunyuan-A13B', 'Hunyuan-A13B-Instruct'],
    ['腾讯开源混元A13B模型', 'Hunyuan-A13B-Pretrain'],
    ['Tencent releases Hunyuan3D 2.1', 'Hunyuan3D-2.1'],
    ['Tencent releases Hy3, a language model', 'Hy3-FP8'],
    ['OpenBMB releases MiniCPM 5', 'MiniCPM5-1B'],
    ['OpenBMB releases MiniCPM-V 4', 'MiniCPM-V-4'],
    ['Kuaishou releases Keye-VL 1.5', 'Keye-VL-1_5-8B'],
    ['Shanghai AI Lab releases InternLM 2.5', 'internlm2_5-7b-chat'],
    ['TeleAI releases TeleChat 2.5', 'TeleChat2.5-35B'],
    ['Alibaba unveils Wan 2.2 video model', 'Wan2.2-TI2V-5B'],
    ['rednote releases dots.ocr', 'dots.ocr'],
  ])('names a release as its repos are called: %s', (title, repo) => {
    const [signal] = read(title);
    const lab = labs.find(({ id }) => id === signal?.lab);
    if (!lab) throw new Error(`no lab in: ${title}`);
    expect(parseRepoName(signal?.releases[0]?.name ?? '', lab).stem).toBe(parseRepoName(repo, lab).stem);
  });

  it.each([
    ['DeepSeek open-sources V4', 'open-weights', 'launch-verb-with-release'],
    ['DeepSeek announces V4', 'announced', 'launch-verb-with-release'],
    ['Qwen3-Max is now available', 'available', 'release-is-out'],
    ['DeepSeek releases V4', 'released', 'launch-verb-with-release'],
    ['DeepSeek plans to release V4', 'planned', 'release-planned'],
    ['Has DeepSeek released V4?', 'planned', 'release-in-question'],
    ['DeepSeek denies it released V4', 'mentioned', 'release-denied'],
    ['Nvidia releases model based on DeepSeek-R1', 'mentioned', 'release-named'],
  ])('tells what is said: %s', (title, says, reason) => {
    const [signal] = read(title);
    expect([signal?.releases[0]?.says, signal?.reason]).toEqual([says, reason]);
  });

  it('quotes verbatim, at most 300 characters', () => {
    const summary = `${'Long before that, nothing happened. '.repeat(3)}It was ${'very '.repeat(80)}late when Zhipu AI, a lab, was named. End.`;
    const [signal] = read('Zhipu cuts prices', { summary });
    expect(signal?.quote).toBe('Zhipu cuts prices');
    const hidden = 'Deep\u200bSeek launches V4 \u{1f680} today';
    expect(read(hidden)[0]?.quote).toBe(hidden);
    const long = `DeepSeek launches V4 ${'and so on '.repeat(80)}`;
    const quote = read(long)[0]?.quote ?? '';
    expect(quote.length).toBeLessThanOrEqual(300);
    expect(long).toContain(quote);
  });

  it('takes a lab named throughout a text for its matter, and one named once not', () => {
    const text =
      'It began in 2023. DeepSeek hired. Later DeepSeek grew. Then DeepSeek moved. In the end DeepSeek won. Zhipu watched.';
    expect(read('A long read', { text }).map(({ lab }) => lab)).toEqual(['deepseek']);
  });

  it('takes from the lead which model its title launches, where it names one', () => {
    const title = 'China’s Moonshot AI launches new model for coding';
    const one = read(title, { text: 'Kimi K2 Thinking did better than GPT-5 in tests. It is cheap.' });
    expect(one[0]).toMatchObject({
      verdict: 'release',
      releases: [{ name: 'Kimi-K2-Thinking', says: 'released' }],
    });
    const two = read(title, { text: 'Kimi K2 and Kimi K2.5 did better than GPT-5 in tests.' });
    expect(two[0]?.verdict).toBe('mention');
  });

  it('knows releases that no family begins', () => {
    const known = buildLexicon(labs, [{ lab: 'ant-group', name: 'LLaDA2.1' }]);
    const [signal] = recogniseSignals({ title: 'LLaDA2.1 is now available', summary: '', text: '' }, known);
    expect(signal).toMatchObject({ lab: 'ant-group', verdict: 'release', releases: [{ name: 'LLaDA2.1' }] });
  });

  it('takes hostile texts without harm, in time that grows with their length alone', () => {
    for (const piece of [
      'DeepSeek V3.',
      'launches to ',
      'Kimi K2 ',
      '发布Qwen3',
      '1.1.1.1-',
      ' the the,',
      'Qwen-a-',
      '《',
      '?',
      'R1-',
    ]) {
      const text = piece.repeat(Math.ceil(100_000 / piece.length));
      const signals = read(text, { summary: text, text });
      for (const { quote } of signals) expect(quote.length).toBeLessThanOrEqual(300);
    }
  });

  it('gives well-formed signals for any text', () => {
    const words = fc.constantFrom(
      'DeepSeek',
      'V4',
      'launches',
      '发布',
      'Kimi',
      'K2',
      'ＧＬＭ-5',
      '\u200b',
      '\u0130',
      'to',
      '?',
      '。',
      'the',
      '\ud83d',
      'Qwen3',
      '开源',
      '-',
      '1.5',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(words, fc.string())), fc.boolean(), (parts, spaced) => {
        const title = parts.join(spaced ? ' ' : '');
        for (const signal of read(title, { lab: 'deepseek', official: spaced })) {
          expect(signal.quote.length).toBeLessThanOrEqual(300);
          expect(title).toContain(signal.quote);
          expect(signal.topic === null).toBe(signal.verdict === 'release');
          if (signal.topic !== null) expect(topics).toContain(signal.topic);
          if (signal.verdict !== 'news') expect(signal.releases.length).toBeGreaterThan(0);
        }
      }),
    );
  });
});

describe('foldText', () => {
  it('keeps every index', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const folded = foldText(text, 10_000);
        expect(folded.folded.length).toBe(folded.plain.length);
        expect(verbatim(folded, 0, folded.plain.length).length).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});
