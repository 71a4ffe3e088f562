import { z } from 'zod';
import type { BaseModelRelation, BaseModels, RepoObservation } from '../../domain/observation.ts';

/** Also nothing: a name that the Hub refused to expand is missing altogether. */
const anything = z.optional(z.unknown());

/**
 * One entry as `listModels` yields it: `id` is the Hub's `_id`, `name` is `organization/repo`, `task` the pipeline
 * tag, `updatedAt` lastModified. Only what is used is declared, and nested values are taken as they come and read with
 * care: a card is free text by its author, and validating it in depth costs more than everything else together.
 */
const entrySchema = z.object({
  id: z.string(),
  name: z.string(),
  task: anything,
  gated: anything,
  updatedAt: anything,
  createdAt: anything,
  sha: anything,
  tags: anything,
  library_name: anything,
  cardData: anything,
  safetensors: anything,
  baseModels: anything,
  disabled: anything,
});

/** A listed repo as an observation; everything but its id and name may be missing or odd, and is then null or empty. */
export const observationSchema = entrySchema.transform((entry): RepoObservation => {
  const tags = sortedUnique(strings(entry.tags));
  const card = record(entry.cardData);
  return {
    key: entry.id,
    name: entry.name,
    createdAt: createdAt(entry.createdAt),
    sha: text(entry.sha),
    lastModified: isoTime(entry.updatedAt),
    pipelineTag: text(entry.task),
    libraryName: text(entry.library_name),
    tags,
    gated: gated(entry.gated),
    disabled: entry.disabled === true,
    license: license(card, tags),
    languages: sortedUnique(strings(card.language)),
    baseModels: baseModels(entry.baseModels, card, tags),
    parameters: parameters(entry.safetensors),
  };
});

/** Repos older than the Hub's own record of it all bear this time: https://huggingface.co/docs/hub/api. */
const TIME_NOT_KNOWN = '2022-03-02T23:29:0';

const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

function createdAt(value: unknown): string | null {
  const time = isoTime(value);
  return time?.startsWith(TIME_NOT_KNOWN) ? null : time;
}

function isoTime(value: unknown): string | null {
  if (typeof value === 'string' && ISO_TIME.test(value)) return value;
  if (typeof value !== 'string' && !(value instanceof Date)) return null;
  const date = typeof value === 'string' ? new Date(value) : value;
  // The library makes 1970 of a lastModified that is null.
  return Number.isNaN(date.getTime()) || date.getTime() === 0 ? null : date.toISOString();
}

/** `false`, `"auto"` or `"manual"`; whatever else says yes means that somebody has to agree. */
function gated(value: unknown): RepoObservation['gated'] {
  if (value === 'auto' || value === 'manual') return value;
  return value ? 'manual' : false;
}

/** `license: other` names itself in `license_name`: https://huggingface.co/docs/hub/repositories-licenses. */
function license(card: Readonly<Record<string, unknown>>, tags: readonly string[]): string | null {
  const declared = strings(card.license).join(', ');
  const said = declared || tags.find((tag) => tag.startsWith('license:'))?.slice('license:'.length) || null;
  return said === 'other' ? (text(card.license_name) ?? said) : said;
}

const RELATIONS: readonly unknown[] = [
  'quantized',
  'finetune',
  'adapter',
  'merge',
] satisfies BaseModelRelation[];

function relation(value: unknown): BaseModelRelation | null {
  return RELATIONS.includes(value) ? (value as BaseModelRelation) : null;
}

/** What the Hub resolved; else what the card says; else the tags that the Hub makes of it. */
function baseModels(
  resolved: unknown,
  card: Readonly<Record<string, unknown>>,
  tags: readonly string[],
): BaseModels | null {
  const { relation: kind, models } = record(resolved);
  const names = repoNames(Array.isArray(models) ? models.map((model) => record(model).id ?? model) : []);
  if (names.length > 0) return { relation: relation(kind), names };
  const tagged = taggedBaseModels(tags);
  const declared = repoNames(strings(card.base_model));
  if (declared.length === 0) return tagged;
  return { relation: relation(card.base_model_relation) ?? tagged?.relation ?? null, names: declared };
}

/** `base_model:quantized:organization/repo`, beside a `base_model:organization/repo` that says no relation. */
function taggedBaseModels(tags: readonly string[]): BaseModels | null {
  let kind: BaseModelRelation | null = null;
  const names: string[] = [];
  for (const tag of tags) {
    if (!tag.startsWith('base_model:')) continue;
    const [, first = '', second] = tag.split(':');
    kind ??= second === undefined ? null : relation(first);
    names.push(second ?? first);
  }
  const found = repoNames(names);
  return found.length === 0 ? null : { relation: kind, names: found };
}

const REPO_NAME = /^[\w.-]+\/[\w.-]+$/;

function repoNames(values: readonly unknown[]): string[] {
  const names = values.filter((value) => typeof value === 'string').map(withoutHubAddress);
  return sortedUnique(names.filter((name) => REPO_NAME.test(name)));
}

function withoutHubAddress(name: string): string {
  return name.trim().replace(/^https?:\/\/(huggingface\.co|hf\.co)\//, '');
}

function parameters(value: unknown): RepoObservation['parameters'] {
  const { parameters: declared, total } = record(value);
  const counts = record(declared);
  const byType: Record<string, number> = {};
  let sum = 0;
  for (const type of sortedUnique(Object.keys(counts))) {
    const count = counts[type];
    if (!isCount(count)) continue;
    byType[type] = count;
    sum += count;
  }
  if (isCount(total)) return { total, byType };
  return sum === 0 ? null : { total: sum, byType };
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A list of texts, or one text where somebody wrote no list. */
function strings(value: unknown): string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string' && item !== '') : [];
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** Above this, sorting by insertion would let a hostile listing hold the process up. */
const FEW = 64;

/** By insertion: for the twenty tags that a repo has, a fraction of the cost of `[...new Set(values)].sort()`. */
function sortedUnique(values: readonly string[]): string[] {
  if (values.length > FEW) return [...new Set(values)].sort();
  const sorted: string[] = [];
  for (const value of values) {
    let place = sorted.length;
    while (place > 0 && (sorted[place - 1] as string) > value) place--;
    if (place > 0 && sorted[place - 1] === value) continue;
    for (let moved = sorted.length; moved > place; moved--) sorted[moved] = sorted[moved - 1] as string;
    sorted[place] = value;
  }
  return sorted;
}
