import { parseSpan } from './amount-span.ts';
import { kinds, lifecycles, releaseStatuses } from './catalog.ts';
import { labAndBelow, labCalled } from './chosen-labs.ts';
import type { Lab } from './lab.ts';
import { parseMoment } from './moment.ts';
import { nearest } from './nearest.ts';
import type { Span } from './release-filter.ts';
import {
  planChoices,
  type ReleaseOrder,
  type ReleaseQuery,
  releaseOrders,
  TIMELINE,
} from './release-query.ts';

/**
 * What of a list of releases may be asked for, on the command line, in the address of a page and of the API. Where
 * several values make sense they are separated by commas.
 */
export const questionFields = [
  'lab',
  'kind',
  'status',
  'lifecycle',
  'parameters',
  'active',
  'context',
  'license',
  'modality',
  'openness',
  'since',
  'until',
  'text',
  'plans',
  'order',
] as const;

export type QuestionField = (typeof questionFields)[number];

/** As typed. What is empty is not asked. `order`: one of releaseOrders, `-` before it for the greatest first. */
export type TypedQuestion = Readonly<Partial<Record<QuestionField, string | undefined>>>;

/** Why a field cannot be understood. `expected`: all that it knows, where that can be listed. */
export interface QuestionProblem {
  readonly field: QuestionField;
  readonly reason: 'unknown-value' | 'unknown-lab' | 'no-amount' | 'no-moment' | 'too-long';
  readonly typed: string;
  /** What was most likely meant. */
  readonly nearest: string | null;
  readonly expected: readonly string[];
}

export interface UnderstoodQuestion {
  /** Of what could be understood. */
  readonly query: ReleaseQuery;
  readonly problems: readonly QuestionProblem[];
}

/** Longer than any name of a release; what is longer was not typed by a person. */
const LONGEST_TEXT = 200;
const MOST_VALUES = 50;

/** Reads a question. `now`: milliseconds since 1970, for `7d`. */
export function understandQuestion(
  typed: TypedQuestion,
  labs: readonly Lab[],
  now: number,
): UnderstoodQuestion {
  const problems: QuestionProblem[] = [];
  const reading = { typed, problems };
  const query = Object.entries({
    lab: chosenLabs(reading, labs),
    kind: known(reading, 'kind', kinds),
    status: known(reading, 'status', releaseStatuses),
    lifecycle: known(reading, 'lifecycle', lifecycles),
    parameters: span(reading, 'parameters'),
    activeParameters: span(reading, 'active'),
    context: span(reading, 'context'),
    license: listed(reading, 'license'),
    modality: listed(reading, 'modality'),
    openness: listed(reading, 'openness'),
    since: moment(reading, 'since', now),
    until: moment(reading, 'until', now),
    text: words(reading),
    plans: onlyOrWithout(reading),
  } satisfies Record<Exclude<keyof ReleaseQuery, 'order' | 'descending'>, unknown>);
  return {
    query: { ...Object.fromEntries(query.filter(([, value]) => value !== undefined)), ...order(reading) },
    problems,
  };
}

interface Reading {
  readonly typed: TypedQuestion;
  readonly problems: QuestionProblem[];
}

function asked({ typed }: Reading, field: QuestionField): string | undefined {
  const text = typed[field]?.trim() ?? '';
  return text === '' ? undefined : text;
}

function listed(reading: Reading, field: QuestionField): string[] | undefined {
  const values = (asked(reading, field) ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
  if (values.length > MOST_VALUES) {
    refuse(reading, field, 'too-long', `${values.length}`);
    return undefined;
  }
  return values.length === 0 ? undefined : values;
}

function known<T extends string>(reading: Reading, field: QuestionField, values: readonly T[]) {
  const found = listed(reading, field)?.flatMap((item): T[] => {
    const value = values.find((one) => one === item.toLowerCase());
    if (value === undefined) refuse(reading, field, 'unknown-value', item, values);
    return value === undefined ? [] : [value];
  });
  return found === undefined || found.length === 0 ? undefined : found;
}

function chosenLabs(reading: Reading, labs: readonly Lab[]): string[] | undefined {
  const found = listed(reading, 'lab')?.flatMap((item) => {
    const ids = labAndBelow(labs, item);
    if (ids.length > 0) return ids;
    const named = labCalled(labs, item);
    const known = labs.map((lab) => lab.id);
    refuse(reading, 'lab', 'unknown-lab', item, known, named?.id);
    return [];
  });
  return found === undefined || found.length === 0 ? undefined : [...new Set(found)];
}

function span(reading: Reading, field: QuestionField): Span | undefined {
  const text = asked(reading, field);
  if (text === undefined) return undefined;
  const amounts = parseSpan(text);
  if (amounts === null) refuse(reading, field, 'no-amount', text);
  return amounts ?? undefined;
}

function moment(reading: Reading, field: QuestionField, now: number): number | undefined {
  const text = asked(reading, field);
  if (text === undefined) return undefined;
  const at = parseMoment(text, now);
  if (at === null) refuse(reading, field, 'no-moment', text);
  return at ?? undefined;
}

function words(reading: Reading): string | undefined {
  const text = asked(reading, 'text');
  if (text === undefined || text.length <= LONGEST_TEXT) return text;
  refuse(reading, 'text', 'too-long', `${text.slice(0, 20)}…`);
  return undefined;
}

function onlyOrWithout(reading: Reading): ReleaseQuery['plans'] {
  const text = asked(reading, 'plans')?.toLowerCase();
  const found = planChoices.find((one) => one === text);
  if (text !== undefined && found === undefined) refuse(reading, 'plans', 'unknown-value', text, planChoices);
  return found;
}

function order(reading: Reading): Pick<ReleaseQuery, 'order' | 'descending'> {
  const text = asked(reading, 'order');
  if (text === undefined) return TIMELINE;
  const name = text.replace(/^-/, '').toLowerCase();
  const found = releaseOrders.find((one): one is ReleaseOrder => one === name);
  if (found !== undefined) return { order: found, descending: text.startsWith('-') };
  refuse(reading, 'order', 'unknown-value', text, releaseOrders);
  return TIMELINE;
}

function refuse(
  reading: Reading,
  field: QuestionField,
  reason: QuestionProblem['reason'],
  typed: string,
  expected: readonly string[] = [],
  meant: string | null = nearest(typed, expected),
): void {
  reading.problems.push({ field, reason, typed, nearest: meant, expected });
}
