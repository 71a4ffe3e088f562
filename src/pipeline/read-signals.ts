import type { LoggedEvent, SignalledArticle } from '../domain/events.ts';
import type { Lab } from '../domain/lab.ts';
import { likenessOf } from '../domain/likeness.ts';
import { namesOfSubject, relativesOf } from '../domain/mention-lab.ts';
import { instantOf, isPastDate } from '../domain/mention-time.ts';
import type { EntryObservation } from '../domain/observation.ts';
import type { Statement, Topic } from '../domain/signals/signal.ts';
import type { Voice } from '../domain/signals/voice.ts';
import type { WatchedSource } from './poll-source.ts';

/** What the catalog needs to know of where a signal comes from. */
export type SignalSource = Pick<WatchedSource, 'id' | 'kind' | 'lab' | 'voice' | 'publisher'>;

export type SignalSources = ReadonlyMap<string, SignalSource>;

/** Who speaks, of a lab. */
export interface Speaker {
  readonly voice: Voice;
  readonly publisher: string;
}

/** One thing that was shown, without what it says of which release. */
export interface SignalText {
  readonly form: 'article' | 'entry';
  readonly title: string;
  readonly url: string | null;
  readonly quote: string;
  readonly credit: string | null;
  /** Milliseconds since 1970. */
  readonly publishedAt: number | null;
  readonly likeness: string | null;
  /** All that may say which kind of model it speaks of. */
  readonly words: string;
  /** What a catalogue says that goes in and comes out. */
  readonly modalities: string | null;
}

/** What it says of one release, or of the lab. */
export interface Reading {
  /** The names that may be meant, the likeliest first; none where it speaks of the lab itself. */
  readonly names: readonly string[];
  readonly statement: Statement | 'news';
  readonly topic: Topic | null;
  readonly reason: string;
}

/** A lab speaks for itself and its relatives; of others it is one more outlet. */
export function speakerOf(
  event: LoggedEvent,
  lab: Lab,
  labs: ReadonlyMap<string, Lab>,
  sources: SignalSources,
): Speaker {
  const source = sources.get(event.locator);
  if (source === undefined) return { voice: 'outlet', publisher: hostOf(event.locator) };
  const ofItself = relativesOf(lab, labs).some(({ id }) => id === source.lab);
  const voice = source.voice === 'lab' && !ofItself ? 'outlet' : source.voice;
  return { voice, publisher: source.publisher };
}

/** Of a source that is no longer configured. */
function hostOf(locator: string): string {
  const place = locator.slice(locator.indexOf(':') + 1);
  return URL.parse(place)?.hostname ?? place.split('/')[0] ?? place;
}

/** Abstracts go on about everything. */
const SUMMARY_READ = 600;

export function textOfArticle(article: SignalledArticle): SignalText {
  const { title, summary, url, credit, publishedAt, signal } = article;
  return {
    form: 'article',
    title,
    url,
    quote: signal.quote,
    credit,
    publishedAt: instantOf(publishedAt),
    likeness: likenessOf(`${title} ${summary}`),
    words: `${title} ${summary.slice(0, SUMMARY_READ)} ${signal.quote}`,
    modalities: null,
  };
}

export function readArticle({ signal }: SignalledArticle): readonly Reading[] {
  const { verdict, releases, topic, reason } = signal;
  const readings = releases.map(({ name, says }): Reading => {
    return { names: [name], statement: verdict === 'release' ? says : 'mentioned', topic, reason };
  });
  if (verdict === 'news') return [...readings, { names: [], statement: 'news', topic, reason }];
  return readings.length > 0 ? readings : [{ names: [], statement: 'mentioned', topic, reason }];
}

/** The time of a catalogue's entry is its own; that of a table row is what it says of the release. */
export function textOfEntry(entry: EntryObservation, voice: Voice): SignalText {
  const { subject, place, url, quote, fields } = entry;
  return {
    form: 'entry',
    title: place === '' ? subject : `${subject} (${place})`,
    url,
    quote: quote ?? '',
    credit: null,
    publishedAt: voice === 'catalogue' ? instantOf(fields.listed_on ?? fields.released_on) : null,
    likeness: null,
    words: `${place} ${quote ?? ''}`,
    modalities: modalitiesOf(fields),
  };
}

/** In one field, or in two: `text+image->text`. */
export function modalitiesOf(fields: Readonly<Record<string, string | null>>): string | null {
  const { modalities, input_modalities: read, output_modalities: written } = fields;
  if (typeof modalities === 'string') return modalities;
  if (typeof read !== 'string') return null;
  return typeof written === 'string' ? `${read}->${written}` : read;
}

/** `now`: when it was seen, in milliseconds since 1970. */
export function readEntry(entry: EntryObservation, lab: Lab, voice: Voice, now: number): readonly Reading[] {
  const names = namesOfSubject(entry.subject, lab, entry.statement !== 'infobox');
  const [statement, reason] = statementOf(entry, voice, now);
  return [{ names, statement, topic: null, reason }];
}

function statementOf(entry: EntryObservation, voice: Voice, now: number): readonly [Statement, string] {
  const tabled = entry.statement === 'row' || entry.statement === 'listing';
  if (tabled && voice === 'catalogue') return ['available', 'listed-in-a-catalogue'];
  if (tabled && voice === 'lab') return ['available', 'listed-by-the-lab'];
  if (isPastDate(entry.fields.released_on, now)) return ['released', 'dated-entry'];
  return ['mentioned', 'entry-without-a-past-date'];
}
