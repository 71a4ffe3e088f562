import type { BenchmarkScore } from '../../../domain/repo-facts.ts';

/** An embedding model's card has thousands; a language model's, some dozens. */
const MOST_SCORES = 200;

/** Scores of a card's `model-index` (https://huggingface.co/docs/hub/model-cards#evaluation-results). */
export function readModelIndex(value: unknown): BenchmarkScore[] {
  const scores: BenchmarkScore[] = [];
  for (const model of list(value)) {
    for (const result of list(record(model).results)) {
      const { dataset, source, metrics } = record(result);
      for (const metric of list(metrics)) {
        const score = readMetric(record(dataset), record(metric), line(record(source).name));
        if (score !== null) scores.push(score);
        if (scores.length === MOST_SCORES) return scores;
      }
    }
  }
  return scores;
}

type Fields = Readonly<Record<string, unknown>>;

function readMetric(dataset: Fields, metric: Fields, source: string | null): BenchmarkScore | null {
  const benchmark = line(dataset.name) ?? line(dataset.type);
  const written = typeof metric.value === 'number' ? String(metric.value) : line(metric.value);
  const number = /^(-?\d{1,9}(?:\.\d{1,12})?)\s*(%?)$/.exec(written ?? '');
  if (benchmark === null || written === null || number === null) return null;
  const details = [line(dataset.config), line(metric.name) ?? line(metric.type)].filter(
    (part) => part !== null,
  );
  return {
    benchmark,
    score: Number(number[1]),
    unit: number[2] === '%' ? '%' : 'points',
    setting: details.length === 0 ? null : details.join(', '),
    measuredBy: source ?? 'self-reported',
    place: 'model-index',
    written,
    quote: null,
  };
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function record(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function line(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const text = value.replaceAll(/\s+/g, ' ').trim();
  return text === '' || text.length > 100 ? null : text;
}
