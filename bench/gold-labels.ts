import type { Kind } from '../src/domain/catalog.ts';
import type { RepoObservation } from '../src/domain/observation.ts';

/** One row of the label file: what a person says of one repo. */
export interface GoldRow {
  readonly id: string;
  readonly kind: Kind;
  readonly release: string;
  readonly role: string;
  readonly quant: string;
  /** Parameters. */
  readonly total: number | null;
  readonly active: number | null;
  readonly date: string;
  readonly hints: string;
  /** True where the Hub's own `createdAt` was recorded. */
  readonly dated: boolean;
  /** Milliseconds since 1970: recorded, or put in by `readGold`. */
  readonly publicAt: number;
  readonly observation: RepoObservation;
}

const month = 30 * 86_400_000;
const firstSyntheticTime = Date.parse('2023-01-01T00:00:00Z');

/**
 * Reads the labels. A row without a time takes that of the earliest dated row of its release; a release without any
 * gets one of its own, a month from its neighbours'.
 */
export function readGold(csv: string): GoldRow[] {
  const [header = '', ...lines] = csv.split(/\r?\n/).filter((line) => line.trim() !== '');
  const columns = header.split(',');
  const records = lines.map((line) => {
    const cells = line.split(',');
    return (column: string) => cells[columns.indexOf(column)] ?? '';
  });
  const times = releaseTimes(records.map((cell) => [cell('id'), cell('release'), cell('created_at')]));
  return records.map((cell) => toRow(cell, times.get(releaseKey(cell('id'), cell('release'))) ?? 0));
}

/** A label belongs to its organization: two labs may use the same word. */
export function releaseKey(id: string, release: string): string {
  return `${id.slice(0, id.indexOf('/'))}: ${release}`;
}

function releaseTimes(rows: readonly (readonly [string, string, string])[]): Map<string, number> {
  const times = new Map<string, number>();
  for (const [id, release, createdAt] of rows) {
    const key = releaseKey(id, release);
    if (createdAt !== '')
      times.set(key, Math.min(times.get(key) ?? Number.POSITIVE_INFINITY, Date.parse(createdAt)));
  }
  for (const [id, release] of rows) {
    const key = releaseKey(id, release);
    if (!times.has(key)) times.set(key, firstSyntheticTime + times.size * month);
  }
  return times;
}

function toRow(cell: (column: string) => string, releaseTime: number): GoldRow {
  const createdAt = cell('created_at') || null;
  const parameters = (text: string) => (text === '' ? null : Math.round(Number(text) * 1e9));
  return {
    id: cell('id'),
    kind: cell('kind') as Kind,
    release: releaseKey(cell('id'), cell('release')),
    role: cell('role'),
    quant: cell('quant'),
    total: parameters(cell('total')),
    active: parameters(cell('active')),
    date: cell('date_suffix'),
    hints: cell('hints'),
    dated: createdAt !== null,
    publicAt: createdAt === null ? releaseTime : Date.parse(createdAt),
    observation: toObservation(cell('id'), cell('pipeline_tag') || null, cell('tags').split(' '), createdAt),
  };
}

function toObservation(
  name: string,
  pipelineTag: string | null,
  tags: readonly string[],
  createdAt: string | null,
): RepoObservation {
  const known = tags.filter((tag) => tag !== '');
  const quantized = known.flatMap((tag) => /^base_model:quantized:(.+)$/.exec(tag)?.[1] ?? []);
  const bases = known.flatMap((tag) => /^base_model:([^:]+)$/.exec(tag)?.[1] ?? []);
  const relation = quantized.length > 0 ? 'quantized' : bases.length > 0 ? 'finetune' : null;
  return {
    key: name,
    name,
    createdAt,
    sha: null,
    lastModified: null,
    pipelineTag,
    libraryName: null,
    tags: known,
    gated: false,
    disabled: false,
    license: null,
    languages: [],
    baseModels: relation === null ? null : { relation, names: relation === 'quantized' ? quantized : bases },
    parameters: null,
  };
}
