import type { AlertContent } from '../domain/alert.ts';
import { LINE_LENGTH, safeLine } from './hostile-text.ts';
import type { Language } from './language.ts';
import { phrasesOf } from './languages/index.ts';
import type { TitleSubjects } from './languages/phrases.ts';
import { ENGLISH_READER, type Reader } from './reader.ts';
import { releaseFacts } from './release-facts.ts';
import { linesAreReplaced } from './templates.ts';

/** What an alert says, in plain text, before a channel gives it its form. Never more than is known. */

export type { ReleaseSubject } from '../domain/alert-subject.ts';
export type { SourceSubject, TitleSubjects } from './languages/phrases.ts';

/** The one line that says it: plain text, bounded, safe. */
export function titleOf<K extends keyof TitleSubjects>(
  kind: K,
  subject: TitleSubjects[K],
  language: Language = 'en',
): string {
  return safeLine(phrasesOf(language).titles[kind](subject));
}

/** What stands below the title: the alert's own lines, then `Label: text` for each fact of the release. */
export function linesOf(content: AlertContent, reader: Reader = ENGLISH_READER): string[] {
  const { labelled } = phrasesOf(reader.language);
  const own = content.alert.lines
    .map((line) => safeLine(line, LINE_LENGTH * 3))
    .filter((line) => line !== '');
  if (linesAreReplaced(content, reader)) return own;
  return [...own, ...releaseFacts(content, reader).map(({ label, text }) => labelled(label, text))];
}

/** Title and lines, as a terminal or a plain chat shows them. */
export function plainText(content: AlertContent, reader: Reader = ENGLISH_READER): string {
  return [safeLine(content.alert.title), ...linesOf(content, reader)].join('\n');
}
