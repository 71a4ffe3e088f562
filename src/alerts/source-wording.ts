import { momentInWords } from './dates.ts';
import { counted } from './numbers.ts';
import { titleOf } from './wording.ts';

/** One source of which operators are told. Times in milliseconds since 1970. */
export interface ToldSource {
  readonly id: string;
  readonly host: string;
  readonly error: { readonly code: string; readonly message: string } | null;
  /** Since when it has been so. */
  readonly since: number;
  readonly failures: number;
  readonly lastGoodAt: number | null;
  readonly nextTryAt: number;
}

/** Title and lines of an alert. */
export interface SourceWords {
  readonly title: string;
  readonly lines: readonly string[];
}

export type SourceMatter = 'failing' | 'recovered' | 'gone' | 'silent';

/** What operators are told of these sources of one host. At least one. */
export function wordsFor(matter: SourceMatter, sources: readonly ToldSource[]): SourceWords {
  const [first] = sources;
  if (first === undefined) return { title: '', lines: [] };
  const alone = sources.length === 1;
  const subject = alone
    ? { source: `${first.id} at ${first.host}` }
    : { source: first.host, count: sources.length };
  const lines = listed(sources.map((source) => (alone ? '' : `${source.id}: `) + lineFor(matter, source)));
  const advice = adviceFor(matter, sources, first);
  return { title: titleOf(`source.${matter}`, subject), lines: advice === null ? lines : [...lines, advice] };
}

function lineFor(matter: SourceMatter, source: ToldSource): string {
  const since = moment(source.since);
  switch (matter) {
    case 'failing':
      return `${reasonOf(source)}; ${howLong(source)}; next try ${moment(source.nextTryAt)}`;
    case 'gone':
      return `${reasonOf(source)}, since ${since}; looked for once a day, next ${moment(source.nextTryAt)}`;
    case 'recovered':
      return `looked at ${moment(source.lastGoodAt ?? source.since)}; next look ${moment(source.nextTryAt)}`;
    case 'silent':
      return `nothing new since ${since}, which is longer than its own rhythm explains; it answers as usual`;
  }
}

function reasonOf({ error, lastGoodAt }: ToldSource): string {
  if (error !== null) return error.message;
  const usual = lastGoodAt === null ? '' : `, last as usual ${moment(lastGoodAt)}`;
  return `it shows suddenly nothing, or much less than it did${usual}`;
}

function howLong({ failures, since }: ToldSource): string {
  return failures > 1 ? `${failures} times since ${moment(since)}` : `since ${moment(since)}`;
}

function adviceFor(matter: SourceMatter, sources: readonly ToldSource[], first: ToldSource): string | null {
  if (matter === 'recovered') return null;
  const causes = new Set(sources.map(({ error }) => error?.code));
  const mending = causes.size === 1 && first.error !== null ? mendingOf(first.error.code) : null;
  const trying = `"modelwatch sources check ${first.id}" tries it at once.`;
  return mending === null ? trying : `${mending} ${trying}`;
}

/** What a person can do about an error of a source; null where waiting is all there is. */
export function mendingOf(code: string): string | null {
  return MENDING[code] ?? null;
}

const MENDING: Readonly<Record<string, string>> = {
  network: 'Is the address right (sources.yaml, HF_ENDPOINT)? A proxy or firewall may be in between.',
  'upstream-not-found': 'It may have moved: look for its new address, and write that into sources.yaml.',
  'upstream-gone': 'It may have moved: look for its new address, or take it out of sources.yaml.',
  'upstream-unauthorized':
    'It asks for credentials: for the Hub, check HF_TOKEN; others can be watched only as far as they are public.',
  'upstream-challenge':
    'It wants to know whether we are human: look less often (every:), name a contact (MODELWATCH_CONTACT), or look for another feed of the same.',
  'upstream-not-feed': 'It is no feed: open it in a browser, and look for the address of the feed itself.',
  'upstream-not-html': 'It is no page: a feed is of the kind feed, a list of an API of the kind json-api.',
  'upstream-not-json': 'It answers with something else than data: is it the address of the API?',
  'upstream-empty': 'It answers with nothing at all: open it in a browser.',
  'upstream-redirects':
    'It redirects in circles: write the address that a browser ends at into sources.yaml.',
  'upstream-too-large': 'It answers with more than is read: look for a smaller feed or page of the same.',
  'robots-disallow':
    'Its robots.txt asks programs not to read it: look for a feed, or take it out of sources.yaml.',
  'selector-empty': 'The page was made anew: write a "select" that fits it into sources.yaml.',
  'selector-invalid': 'The "select" in sources.yaml is no CSS selector.',
  'forbidden-address': 'It leads to a private address: MODELWATCH_ALLOW_PRIVATE_NETWORK=1 allows that.',
};

const LINES_SHOWN = 10;

function listed(lines: readonly string[]): string[] {
  const rest = lines.length - LINES_SHOWN;
  if (rest <= 0) return [...lines];
  return [
    ...lines.slice(0, LINES_SHOWN),
    `and ${counted(rest, 'more source')}: "modelwatch sources" lists them`,
  ];
}

function moment(at: number): string {
  return momentInWords(new Date(at).toISOString()) ?? '';
}
