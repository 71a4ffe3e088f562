/**
 * What is asked for beside what the library asks for by itself (pipeline_tag, private, gated, lastModified).
 * One name that the Hub does not know (any more) makes it refuse the whole request with a 400 whose body lists the
 * names it does know (https://huggingface.co/docs/hub/api).
 */
const EXPAND = [
  'createdAt',
  'tags',
  'sha',
  'library_name',
  'cardData',
  'safetensors',
  'baseModels',
  'disabled',
] as const;

export type ExpandName = (typeof EXPAND)[number];

/** Without these a repo could not be told, so a listing without them is none. */
const INDISPENSABLE: readonly ExpandName[] = ['createdAt', 'tags'];

/** A refused name is asked for again after this, in case that the refusal was a passing fault. */
const REMEMBERED_MS = 24 * 60 * 60 * 1000;

/** The Hub refused these names, and can be asked again without them. */
export class UnknownExpandError extends Error {
  readonly names: readonly ExpandName[];

  constructor(names: readonly ExpandName[]) {
    super('the Hub does not know what it was asked to expand');
    this.names = names;
  }
}

/** For this process: until when (milliseconds since 1970) a name is not asked for, by endpoint and name. */
const refused = new Map<string, number>();

/** The names to ask this endpoint for. `now`: milliseconds since 1970. */
export function expandNames(endpoint: string, now: number): ExpandName[] {
  return EXPAND.filter((name) => (refused.get(`${endpoint} ${name}`) ?? 0) <= now);
}

export function rememberRefused(endpoint: string, names: readonly ExpandName[], now: number): void {
  for (const name of names) refused.set(`${endpoint} ${name}`, now + REMEMBERED_MS);
}

/**
 * Which of the names asked for a 400's body complains about: by naming it (`received 'x'`), or by listing the valid
 * ones without it. Empty where it complains about something else, or about a name that cannot be done without.
 */
export function refusedNames(body: string, asked: readonly ExpandName[]): ExpandName[] {
  const names = complainedAbout(body.replaceAll('\\"', '"'), asked);
  return names.some((name) => INDISPENSABLE.includes(name)) ? [] : names;
}

function complainedAbout(text: string, asked: readonly ExpandName[]): ExpandName[] {
  const received = words(text, /received:? ["'`]?([\w-]+)/gi);
  const named = asked.filter((name) => received.has(name));
  if (named.length > 0) return named;
  for (const valid of [words(text, /["'`]([\w-]+)["'`]/g), words(text, /([\w-]+)/g)]) {
    // The list of valid names is recognised by two that every Hub model has had from the beginning.
    if (valid.has('tags') && valid.has('lastModified')) return asked.filter((name) => !valid.has(name));
  }
  return [];
}

function words(text: string, pattern: RegExp): Set<string> {
  return new Set([...text.matchAll(pattern)].map(([, word = '']) => word));
}
