import { createHash } from 'node:crypto';
import { parseDate } from '../../domain/claims/parse-date.ts';
import { normalName } from './entry-name.ts';

/** What tells rows of one name apart, the most telling first. */
const DISCRIMINATORS = [
  'released_on',
  'variants',
  'total_parameters',
  'context_length',
  'developer',
  'license',
  'lifecycle',
  'family',
] as const;

interface Row {
  readonly subject: string;
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * Keys for rows, by what they speak of and never by where they stand. Of several rows with one name the earliest keeps
 * the plain key, so that a later row of that name is one new row and nothing else; the others are told apart by their
 * date, then by more. Rows that say the very same are one.
 */
export function keyRows<R extends Row>(rows: readonly R[]): Map<string, R> {
  const keyed = new Map<string, R>();
  for (const [name, namesakes] of Map.groupBy(rows, ({ subject }) => normalName(subject))) {
    const plain = `row:${name}`;
    const depth = depthNeeded(namesakes);
    const sorted = namesakes
      .map((row) => ({ row, mark: markOf(row, depth) }))
      .sort((left, right) => (left.mark < right.mark ? -1 : left.mark > right.mark ? 1 : 0));
    sorted.forEach(({ row, mark }, index) => {
      const key = index === 0 ? plain : `${plain}@${mark}`;
      if (!keyed.has(key) && !(index > 0 && mark === sorted[0]?.mark)) keyed.set(key, row);
    });
  }
  return keyed;
}

/** How many discriminators make all marks differ; one more than there are where only all fields together do. */
function depthNeeded(rows: readonly Row[]): number {
  if (rows.length === 1) return 0;
  for (let depth = 1; depth <= DISCRIMINATORS.length; depth++) {
    if (new Set(rows.map((row) => markOf(row, depth))).size === rows.length) return depth;
  }
  return DISCRIMINATORS.length + 1;
}

/** Sorts by date, the undated last. */
function markOf({ fields }: Row, depth: number): string {
  const marks = DISCRIMINATORS.slice(0, depth).map((attribute) => {
    const text = fields[attribute] ?? '';
    if (attribute !== 'released_on') return normalName(text);
    return parseDate(text)?.date ?? (normalName(text) || 'undated');
  });
  if (depth > DISCRIMINATORS.length) {
    const all = Object.entries(fields).sort(([left], [right]) => (left < right ? -1 : 1));
    marks.push(fingerprint(JSON.stringify(all)));
  }
  return marks.join('@').replace(/@+$/, '');
}

/** The same for a sentence however it is worded: what it names and when. `date`: ISO 8601. */
export function sentenceKey(subject: string, date: string): string {
  return `sentence:${fingerprint(`${normalName(subject)}|${date}`)}`;
}

function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
