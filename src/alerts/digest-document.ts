import type { Kind } from '../domain/catalog.ts';
import type {
  Digest,
  DigestChange,
  DigestCorrection,
  DigestDispute,
  DigestLab,
  DigestRelease,
  PlannedMention,
  TopicNews,
} from '../domain/digest.ts';
import { changeLines } from './change-lines.ts';
import { dayInWords } from './dates.ts';
import { attributeInWords, disputeInWords } from './dispute-in-words.ts';
import { safeLine, safeUrl } from './hostile-text.ts';
import type { Language } from './language.ts';
import type { DigestPart } from './languages/digest-phrases.ts';
import { listedIn, phrasesOf } from './languages/index.ts';
import { licenceInWords } from './licence-and-languages.ts';
import { contextAmount, type Facts, sizeParts } from './models-in-words.ts';
import type { Reader } from './reader.ts';
import { valueInWords } from './value-in-words.ts';

/** A digest in the reader's words, before it is Markdown, HTML or lines. Plain text, safe. */
export interface DigestDocument {
  readonly language: Language;
  readonly title: string;
  readonly sections: readonly DigestSection[];
}

export interface DigestSection {
  readonly part: DigestPart;
  readonly title: string;
  readonly blocks: readonly DigestBlock[];
}

export type DigestBlock =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly DigestRow[] }
  | { readonly kind: 'list'; readonly items: readonly DigestLine[] };

export interface DigestLine {
  readonly text: string;
  /** http or https; null where there is none. */
  readonly url: string | null;
}

/** What the link behind a line is called: its host, an arrow where the line names that already. */
export function labelOf({ text, url }: { readonly text: string; readonly url: string }): string {
  const host = new URL(url).hostname.replace(/^www\./, '');
  return text.includes(host) ? '↗' : host;
}

/** One release, or one model of the release above it. Empty: not known, or said above. */
export interface DigestRow {
  readonly name: string;
  /** http or https; null where there is none. */
  readonly url: string | null;
  readonly isPart: boolean;
  readonly size: string;
  /** An amount, as `128K`. */
  readonly context: string;
  readonly licence: string;
  /** What it is. */
  readonly what: string;
  readonly day: string;
}

/** In the order of the table's columns. */
export function cellsOf({ name, size, context, licence, what, day }: DigestRow): string[] {
  return [name, size, context, licence, what, day];
}

const MODELS_SHOWN = 8;
const SIDES_SHOWN = 3;
const NAME_LENGTH = 120;
const QUOTE_LENGTH = 280;

/** A digest as its reader wants to read it. Takes the text as strangers wrote it. */
export function digestDocument(digest: Digest, reader: Reader): DigestDocument {
  const { language } = reader;
  const { digest: words } = phrasesOf(language);
  const { labs, arrived, planned, extended, disputes, corrections, changes, news, period } = digest;
  const count = labs.reduce((sum, lab) => sum + lab.releases.length, 0);
  const [from, to] = [period.from, period.to].map((at) => day(at, { ...reader, timeZone: period.timeZone }));
  const ofRelease = <T extends { readonly release: string }>(
    items: readonly T[],
    write: (item: T) => DigestLine,
  ) => (items.length === 0 ? [] : [list(items.map(write))]);
  const blocks: Readonly<Record<DigestPart, readonly DigestBlock[]>> = {
    releases: labs.flatMap((lab) => labBlocks(lab, reader)),
    arrived: ofRelease(arrived, ({ release, as, since }) => ({
      text: words.arrived(name(release), as, dayInWords(since, reader)),
      url: null,
    })),
    planned: ofRelease(planned, (mention) => plannedLine(mention, reader)),
    extended: ofRelease(extended, ({ release, added, url }) => ({
      text: words.extended(name(release), listedIn(language, added.map(name), MODELS_SHOWN)),
      url: address(url),
    })),
    disputes: ofRelease(disputes, (dispute) => disputeLine(dispute, reader)),
    corrections: ofRelease(corrections, (correction) => correctionLine(correction, reader)),
    changes: ofRelease(changes, (change) => changeLine(change, reader)),
    news: news.flatMap((topic) => topicBlocks(topic, reader)),
  };
  const sections = Object.entries(blocks)
    .filter(([, own]) => own.length > 0)
    .map(([part, own]) => ({
      part: part as DigestPart,
      title: words.parts[part as DigestPart],
      blocks: own,
    }));
  return { language, title: safeLine(words.title(count, labs.length, from ?? '', to ?? '')), sections };
}

function labBlocks({ labName, releases }: DigestLab, reader: Reader): DigestBlock[] {
  const { columns } = phrasesOf(reader.language).digest;
  const notes = releases.flatMap((release) => notesOf(release, reader));
  return [
    { kind: 'heading', text: name(labName) },
    {
      kind: 'table',
      head: [columns.release, columns.size, columns.context, columns.licence, columns.what, columns.day],
      rows: releases.flatMap((release) => rowsOf(release, reader)),
    },
    ...(notes.length === 0 ? [] : [list(notes)]),
  ];
}

/** One row for the release; where it has several models, one more for each. */
function rowsOf(release: DigestRelease, reader: Reader): DigestRow[] {
  const { language } = reader;
  const { models, facts } = release;
  const phrases = phrasesOf(language);
  const [only, ...others] = models;
  const own = only !== undefined && others.length === 0 ? { ...facts, ...only.facts } : facts;
  const state = release.status === 'open-weights' ? [] : [phrases.statuses[release.status]];
  const row: DigestRow = {
    name: name(release.name),
    url: address(release.url),
    isPart: false,
    ...sizes(own, language),
    licence: licenceInWords(own.license?.value, language) ?? phrases.notStated,
    what: phrases.and([kindOf(release.kind, language), ...state]),
    day: day(release.releasedOn ?? release.at, reader),
  };
  if (others.length === 0) return [row];
  const shown = models.slice(0, MODELS_SHOWN).map((model): DigestRow => {
    const licence = licenceInWords(model.facts.license?.value, language) ?? '';
    return { ...NOTHING_KNOWN, name: name(model.name), ...sizes(model.facts, language), licence };
  });
  const rest = models.length - shown.length;
  const left = { ...NOTHING_KNOWN, name: phrases.digest.more(rest) };
  return [row, ...shown, ...(rest > 0 ? [left] : [])];
}

const NOTHING_KNOWN: DigestRow = {
  name: '',
  url: null,
  isPart: true,
  size: '',
  context: '',
  licence: '',
  what: '',
  day: '',
};

function sizes(facts: Facts, language: Language): Pick<DigestRow, 'size' | 'context'> {
  return { size: sizeParts(facts, language).size ?? '', context: contextAmount(facts, language) ?? '' };
}

function kindOf(kind: Kind, language: Language): string {
  const { kinds, kindNotKnown } = phrasesOf(language);
  return kind === 'unknown' ? kindNotKnown : kinds[kind];
}

/** In whose words it came, and who had it first. */
function notesOf({ name: release, quote, first }: DigestRelease, reader: Reader): DigestLine[] {
  const { digest: words, durations } = phrasesOf(reader.language);
  const title = name(release);
  const notes: DigestLine[] = [];
  if (quote !== null)
    notes.push({
      text: words.quotedBy(title, safeLine(quote.text, QUOTE_LENGTH), name(quote.source)),
      url: address(quote.url),
    });
  if (first === null) return notes;
  const text =
    'who' in first
      ? words.first(title, name(first.who), minutes(first.leadMinutes, durations))
      : words.firstUndecided(
          title,
          listedIn(reader.language, first.among.map(name), SIDES_SHOWN),
          first.undecidedWithinMinutes === null ? null : minutes(first.undecidedWithinMinutes, durations),
        );
  return [...notes, { text, url: null }];
}

const HOUR_MINUTES = 60;
const DAY_MINUTES = 24 * HOUR_MINUTES;

function minutes(
  count: number,
  words: {
    readonly minutes: (n: number) => string;
    readonly hours: (n: number) => string;
    readonly days: (n: number) => string;
  },
): string | null {
  if (count < 1) return null;
  if (count < 2 * HOUR_MINUTES) return words.minutes(count);
  return count < 2 * DAY_MINUTES
    ? words.hours(Math.floor(count / HOUR_MINUTES))
    : words.days(Math.floor(count / DAY_MINUTES));
}

function plannedLine({ release, quote }: PlannedMention, { language }: Reader): DigestLine {
  const { digest: words } = phrasesOf(language);
  if (quote === null) return { text: name(release), url: null };
  const text = words.said(name(release), safeLine(quote.text, QUOTE_LENGTH), name(quote.source));
  return { text, url: address(quote.url) };
}

function disputeLine(dispute: DigestDispute, reader: Reader): DigestLine {
  const url = dispute.believed?.url ?? dispute.against[0]?.url ?? null;
  return { text: disputeInWords(dispute, reader), url: address(url) };
}

function correctionLine(correction: DigestCorrection, reader: Reader): DigestLine {
  const { digest: words, labelled } = phrasesOf(reader.language);
  const [line = ''] = changeLines([correction], reader);
  const text = labelled(name(correction.release), words.toldOn(line, day(correction.toldAt, reader)));
  return { text, url: address(correction.url) };
}

function changeLine(change: DigestChange, reader: Reader): DigestLine {
  const { digest: words } = phrasesOf(reader.language);
  const { attribute, model, release, was, is, source, url } = change;
  const subject = name(model === '' ? release : model);
  const text = words.changed(
    subject,
    attributeInWords(attribute, reader.language),
    shown(attribute, is, reader),
    shown(attribute, was, reader),
    name(source),
  );
  return { text, url: address(url) };
}

function topicBlocks({ topic, items, count }: TopicNews, reader: Reader): DigestBlock[] {
  const { digest: words, topics } = phrasesOf(reader.language);
  const lines = items.map(
    ({ labName, title, publisher, url, at }): DigestLine => ({
      text: words.newsItem(name(labName), safeLine(title), name(publisher), day(at, reader)),
      url: address(url),
    }),
  );
  const rest = count - items.length;
  const all = rest > 0 ? [...lines, { text: words.more(rest), url: null }] : lines;
  return [{ kind: 'heading', text: topics[topic] }, list(all)];
}

function list(items: readonly DigestLine[]): DigestBlock {
  return { kind: 'list', items };
}

function shown(attribute: string, value: unknown, reader: Reader): string {
  return safeLine(valueInWords(attribute, value, reader), NAME_LENGTH);
}

function day(at: string, reader: Reader): string {
  return dayInWords(at, reader) ?? '';
}

function name(text: string): string {
  return safeLine(text, NAME_LENGTH);
}

function address(url: string | null): string | null {
  return url === null || url === '' ? null : safeUrl(url);
}
