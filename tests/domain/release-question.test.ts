import { describe, expect, it } from 'vitest';
import { problemInWords } from '../../src/domain/question-in-words.ts';
import { type TypedQuestion, understandQuestion } from '../../src/domain/release-question.ts';
import { labOf } from '../pipeline/labs.ts';

const labs = [labOf('Alibaba', []), { ...labOf('Qwen', []), parent: 'alibaba', aliases: ['Tongyi'] }];
const now = Date.parse('2025-08-01T00:00:00Z');

describe('a question about releases', () => {
  it('is the timeline where nothing is asked, and empty fields ask nothing', () => {
    const { query, problems } = understandQuestion({ kind: '', lab: ' ', since: undefined }, [], now);
    expect({ query, problems }).toEqual({ query: { order: 'released', descending: true }, problems: [] });
  });

  it('has several values of a field with commas, whatever their case', () => {
    const typed = { kind: 'LLM, vlm', status: 'open-weights', license: 'MIT,apache-2.0', order: 'name' };
    expect(understandQuestion(typed, [], now).query).toEqual({
      kind: ['llm', 'vlm'],
      status: ['open-weights'],
      license: ['MIT', 'apache-2.0'],
      order: 'name',
      descending: false,
    });
  });

  it('reads amounts, moments and words', () => {
    const typed = {
      parameters: '7B..70B',
      active: '..4B',
      context: '128K..',
      since: '7d',
      until: '2025-08',
      text: 'coder',
    };
    expect(understandQuestion(typed, [], now).query).toEqual({
      parameters: { min: 7e9, max: 70e9 },
      activeParameters: { min: 0, max: 4e9 },
      context: { min: 128_000, max: Number.POSITIVE_INFINITY },
      since: Date.parse('2025-07-25'),
      until: now,
      text: 'coder',
      order: 'released',
      descending: true,
    });
  });

  it.each<[TypedQuestion, string]>([
    [{ kind: 'lmm' }, 'kind knows no "lmm". Did you mean "llm"?'],
    [{ lab: 'nobody-at-all' }, 'there is no lab "nobody-at-all"'],
    [{ parameters: 'many' }, '"many" is no amount for parameters'],
    [{ until: '30 February' }, '"30 February" is no date'],
    [{ order: '-size' }, 'order knows no "-size"'],
    [{ text: 'x'.repeat(1000) }, 'text is asked for too much at once'],
    [{ license: Array(1000).fill('mit').join(',') }, 'license is asked for too much at once: 1000'],
  ])('says what it cannot understand of %o, and answers the rest', (typed, sentence) => {
    const { query, problems } = understandQuestion({ ...typed, modality: 'image' }, labs, now);
    expect(problems).toHaveLength(1);
    expect(problems.map((problem) => problemInWords(problem, (field) => field).sentence)[0]).toContain(
      sentence,
    );
    expect(query).toEqual({ modality: ['image'], order: 'released', descending: true });
  });

  it('takes a lab together with those below it, and knows its other names', () => {
    expect(understandQuestion({ lab: 'Alibaba,qwen' }, labs, now).query.lab).toEqual(['alibaba', 'qwen']);
    expect(understandQuestion({ lab: 'tongyi' }, labs, now).problems).toMatchObject([{ nearest: 'qwen' }]);
  });
});
