import { timeBetween } from '../../../alerts/dates.ts';
import { safeLine } from '../../../alerts/hostile-text.ts';
import type { Language } from '../../../alerts/language.ts';
import { listedIn } from '../../../alerts/languages/index.ts';
import type { AlertKind } from '../../../domain/alert.ts';
import type { Statement } from '../../../domain/signals/signal.ts';
import type { FirstView } from '../../../pipeline/view-first.ts';
import type { TimelineEntry } from '../../../pipeline/view-timeline.ts';
import { addressWith, type Frame } from '../../frame.ts';
import { type Html, html, joined, NOTHING } from '../../markup.ts';
import { momentElement } from '../../parts/day.ts';
import { outwardLink } from '../../parts/links.ts';
import { alertWords } from '../../words/alert-words.ts';
import { releaseWords } from '../../words/release-words.ts';
import { quoted } from './facts-section.ts';

const SHOWN = 40;
const MOST_SHOWN = 500;

/** What happened to a release, oldest first: its repos, what was said of it, what was told. */
export function timelineSection(timeline: readonly TimelineEntry[], frame: Frame): Html {
  const words = releaseWords[frame.language];
  const most = frame.search.get('timeline') === 'all' ? MOST_SHOWN : SHOWN;
  const shown = timeline.slice(-most);
  const earlier = timeline.length - shown.length;
  const link = html`<p><a href="${addressWith(frame, { timeline: 'all', lang: null })}">${words.earlier(earlier)}</a></p>`;
  return html`${earlier > 0 && most === SHOWN ? link : NOTHING}<ol class="happened">${together(shown).map((entries) => happening(entries, frame.language))}</ol>`;
}

/** What is seen in one look stands in one line: that dozens of repos were there, or appeared, is one thing. */
function together(timeline: readonly TimelineEntry[]): TimelineEntry[][] {
  const lines: TimelineEntry[][] = [];
  for (const entry of timeline) {
    const line = lines.at(-1);
    const [before] = line ?? [];
    const alike = before?.type === entry.type && before.at === entry.at;
    if (line !== undefined && alike && entry.publisher === undefined) line.push(entry);
    else lines.push([entry]);
  }
  return lines;
}

function happening(entries: readonly TimelineEntry[], language: Language): Html {
  const [first] = entries;
  if (first === undefined) return NOTHING;
  const { at, type, publisher, quote, what } = first;
  const who =
    publisher === undefined ? NOTHING : html` <span class="soft">${safeLine(publisher, 100)}</span>`;
  return html`<li>${momentElement(at, language)}
<span class="mark">${typeInWords(type, language)}</span>${who} ${joined(
    entries.map((entry) => outwardLink(entry.url, entry.what)),
    ', ',
  )}${quoted(quote === what ? null : quote)}</li>`;
}

/** A type of change event, `signal.` and a statement, or a kind of alert. */
function typeInWords(type: string, language: Language): string {
  const { happened, statements } = releaseWords[language];
  if (type.startsWith('signal.')) return statements[type.slice(7) as Statement] ?? type;
  return happened[type] ?? alertWords[language].kinds[type as AlertKind] ?? type;
}

/** Who had it first, or why that cannot be said. */
export function firstSection(first: FirstView | null, language: Language): Html {
  const words = releaseWords[language];
  if (first === null) return html`<p class="soft">${words.firstAlone}</p>`;
  if ('who' in first) {
    const moment = momentElement(first.at, language);
    const [before = '', after = ''] = words
      .firstBy(safeLine(first.who, 100), '\n', minutes(first.leadMinutes, language))
      .split('\n');
    return html`<p>${before}${moment}${after}</p>`;
  }
  const among = listedIn(
    language,
    first.among.map((who) => safeLine(who, 100)),
    5,
  );
  const within = first.undecidedWithinMinutes;
  return html`<p>${words.firstUndecided(among, within === null ? null : minutes(within, language))}</p>`;
}

function minutes(count: number, language: Language): string {
  const reader = { language, timeZone: 'UTC', templates: [] };
  return (
    timeBetween(new Date(0).toISOString(), new Date(Math.max(1, count) * 60_000).toISOString(), reader) ?? ''
  );
}
