import type { AlertContent } from '../domain/alert.ts';
import type { AlertSubject, GatheredAlert, ReleaseSubject } from '../domain/alert-subject.ts';
import type { Digest } from '../domain/digest.ts';
import { wordsForCandidates } from './candidate-wording.ts';
import { changeLines } from './change-lines.ts';
import { wordsOfChannel } from './channel-wording.ts';
import { digestDocument } from './digest-document.ts';
import { digestLines } from './digest-lines.ts';
import { safeLine } from './hostile-text.ts';
import { listedIn, phrasesOf } from './languages/index.ts';
import { wordsForNews } from './news-wording.ts';
import { welcomeLines } from './overview-lines.ts';
import type { Reader } from './reader.ts';
import { saidByLine, saidLines } from './said-lines.ts';
import { wordsFor } from './source-wording.ts';
import { replacedByTemplate } from './templates.ts';
import { titleOf } from './wording.ts';

const NAMES_SHOWN = 8;

interface Words {
  readonly title: string;
  readonly lines: readonly string[];
}

/**
 * The alert in the reader's language, zone and own words. One that does not say what it is about keeps the words that it
 * has. Every channel gets its alerts through here (`registry.ts`).
 */
export function wordedFor(content: AlertContent, reader: Reader): AlertContent {
  const { about, ...alert } = content.alert;
  const words =
    content.digest !== undefined
      ? digestWords(content.digest, reader)
      : about === undefined
        ? alert
        : wordsOf(about, alert, reader);
  const labZh = about !== undefined && 'labZh' in about ? about.labZh : undefined;
  const labName = reader.language === 'zh-CN' ? (labZh ?? alert.labName) : alert.labName;
  const worded = { ...alert, title: words.title, lines: words.lines, labName };
  return replacedByTemplate({ ...content, alert: worded }, about, reader);
}

/** Title and lines of a digest; services with more room make a document of it (digest-document.ts). */
export function digestWords(digest: Digest, reader: Reader): Words {
  const document = digestDocument(digest, reader);
  return { title: document.title, lines: digestLines(document) };
}

/** Title and lines of what an alert is about; `told`: its kind, and the words it has already. */
export function wordsOf(about: AlertSubject, told: GatheredAlert & Partial<Words>, reader: Reader): Words {
  const phrases = phrasesOf(reader.language);
  const own = { title: told.title, lines: told.lines ?? [] };
  switch (about.form) {
    case 'release': {
      const { kind } = told;
      if (!kind.startsWith('release.')) return own;
      const title = titleOf(kind as 'release.new', about, reader.language);
      if (about.changes !== undefined) return { title, lines: changeLines(about.changes, reader) };
      if (about.nowStated !== undefined) return { title, lines: sinceFirstLines(about, reader) };
      const said = kind === 'release.announced' || kind === 'release.available';
      const lines = said
        ? saidLines(about.saidBy, about.quote, reader.language)
        : saidByLine(phrases.alsoSaidBy, about.saidBy, reader.language);
      return { title, lines };
    }
    case 'sources':
      return wordsFor(about.matter, about.sources, reader);
    case 'channel':
      return wordsOfChannel(about.matter, about.channel, reader);
    case 'candidates':
      return wordsForCandidates(about.candidates, reader);
    case 'news':
      return wordsForNews(about, reader.language);
    case 'welcome': {
      const { sources, watch } = about;
      const title = titleOf('welcome', { sources, organizations: watch.organizations }, reader.language);
      return { title, lines: welcomeLines(watch, reader) };
    }
    case 'catch-up': {
      const lines = about.alerts.map((alert) => gatheredLine(alert, reader));
      const rest = about.releases - lines.length;
      return {
        title:
          about.capped === true
            ? phrases.catchUpCapped(about.releases)
            : titleOf('catch-up', { releases: about.releases }, reader.language),
        lines: rest > 0 ? [...lines, phrases.catchUpMore(rest)] : lines,
      };
    }
    case 'test':
      return { title: phrases.test.title, lines: [phrases.test.line] };
  }
}

/** What a message says that follows the first: which models came, what has been stated since. */
function sinceFirstLines({ added = [], nowStated = [] }: ReleaseSubject, { language }: Reader): string[] {
  const { sinceFirst, attributes, disputedFact } = phrasesOf(language);
  const names = nowStated.map((attribute) => attributes[attribute] ?? disputedFact(attribute));
  return [
    ...(added.length === 0 ? [] : [safeLine(sinceFirst.models(listedIn(language, added, NAMES_SHOWN)))]),
    ...(names.length === 0 ? [] : [safeLine(sinceFirst.stated(listedIn(language, names, NAMES_SHOWN)))]),
  ];
}

function gatheredLine(alert: GatheredAlert, reader: Reader): string {
  const title = alert.about === undefined ? alert.title : wordsOf(alert.about, alert, reader).title;
  return alert.url === null ? title : `${title} · ${alert.url}`;
}
