import type { AlertContent, KnownBefore, ReleaseAlertKind } from '../domain/alert.ts';
import { LINE_LENGTH, safeLine } from './hostile-text.ts';
import { listed } from './lists.ts';
import { counted } from './numbers.ts';
import { releaseFacts } from './release-facts.ts';

/** What an alert says, in plain text, before a channel gives it its form. English. Never more than is known. */

export interface ReleaseSubject {
  readonly labName: string | null;
  readonly releaseName: string;
  /** For an extension: the models that came, or the repos where those say more. */
  readonly added?: readonly string[];
  /** For a new release: what was known of it before its weights appeared. */
  readonly knownBefore?: KnownBefore | undefined;
  /** For one without weights: whether it is known to be served by an API. */
  readonly byApi?: boolean;
}

export interface SourceSubject {
  /** As a person calls it: `deepseek-ai on Hugging Face`; the host, where several of one host are one alert. */
  readonly source: string;
  /** How many of that host, where it is more than one. */
  readonly count?: number;
}

/** Alerts about news and lab candidates bring their own titles. */
export interface TitleSubjects extends Record<ReleaseAlertKind, ReleaseSubject> {
  readonly 'source.failing': SourceSubject;
  readonly 'source.recovered': SourceSubject;
  readonly 'source.gone': SourceSubject;
  readonly 'source.silent': SourceSubject;
  readonly 'catch-up': { readonly releases: number };
  readonly welcome: { readonly sources: number; readonly organizations: number };
}

/** Names are cut well before the title is, so that no name can push the verb out of sight. */
const NAME_LENGTH = 100;
const NAMES_IN_TITLE = 2;

const titles: { readonly [K in keyof TitleSubjects]: (subject: TitleSubjects[K]) => string } = {
  'release.announced': (subject) => `${sentence(subject, 'announced', 'was announced')} (no weights yet)`,
  'release.available': availableTitle,
  'release.new': releasedTitle,
  'release.extended': extendedTitle,
  'release.updated': (subject) => sentence(subject, 'updated', 'was updated'),
  'release.corrected': ({ labName, releaseName }) => `Correction: ${name(releaseName)}${by(labName)}`,
  // Deleted, made private, withdrawn: from outside they look the same.
  'release.removed': ({ labName, releaseName }) => `${name(releaseName)}${by(labName)} is no longer public`,
  'source.failing': (subject) => sourceSentence(subject, 'keeps failing', 'are failing'),
  'source.recovered': (subject) => sourceSentence(subject, 'works again', 'work again'),
  'source.gone': (subject) => sourceSentence(subject, 'is gone', 'are gone'),
  'source.silent': (subject) =>
    sourceSentence(subject, 'has been silent for unusually long', 'have been silent for unusually long'),
  'catch-up': ({ releases }) => `Catching up: ${counted(releases, 'release')} since the last look`,
  welcome: ({ sources, organizations }) =>
    `modelwatch is watching ${counted(sources, sources === organizations ? 'organization' : 'source')}`,
};

/** The one line that says it: plain text, bounded, safe. */
export function titleOf<K extends keyof TitleSubjects>(kind: K, subject: TitleSubjects[K]): string {
  return safeLine(titles[kind](subject));
}

/** What stands below the title: the alert's own lines, then `Label: text` for each fact of the release. */
export function linesOf(content: AlertContent): string[] {
  const own = content.alert.lines
    .map((line) => safeLine(line, LINE_LENGTH * 3))
    .filter((line) => line !== '');
  return [...own, ...releaseFacts(content).map(({ label, text }) => `${label}: ${text}`)];
}

/** Title and lines, as a terminal or a plain chat shows them. */
export function plainText(content: AlertContent): string {
  return [safeLine(content.alert.title), ...linesOf(content)].join('\n');
}

function releasedTitle(subject: ReleaseSubject): string {
  const { labName, releaseName, knownBefore } = subject;
  if (knownBefore === undefined) return sentence(subject, 'released', 'was released');
  if (labName === null) return `The weights of ${name(releaseName)} were released`;
  return `${name(labName)} released the weights of ${name(releaseName)}`;
}

function availableTitle({ labName, releaseName, byApi = false }: ReleaseSubject): string {
  if (byApi) return `${name(releaseName)}${by(labName)} is available by API (no weights seen)`;
  const words =
    labName === null
      ? `${name(releaseName)} is available`
      : `${name(labName)} made ${name(releaseName)} available`;
  return `${words} (no weights yet)`;
}

function extendedTitle(subject: ReleaseSubject): string {
  const { labName, releaseName, added = [] } = subject;
  if (added.length === 0) return sentence(subject, 'extended', 'was extended');
  const names = listed(added.map(name), NAMES_IN_TITLE);
  if (labName === null) return `${name(releaseName)} was extended by ${names}`;
  return `${name(labName)} added ${names} to ${name(releaseName)}`;
}

function sentence({ labName, releaseName }: ReleaseSubject, active: string, passive: string): string {
  if (labName === null) return `${name(releaseName)} ${passive}`;
  return `${name(labName)} ${active} ${name(releaseName)}`;
}

function sourceSentence({ source, count = 1 }: SourceSubject, one: string, several: string): string {
  return count === 1 ? `${name(source)} ${one}` : `${counted(count, 'source')} at ${name(source)} ${several}`;
}

function by(labName: string | null): string {
  return labName === null ? '' : ` by ${name(labName)}`;
}

function name(text: string): string {
  return safeLine(text, NAME_LENGTH) || '(no name)';
}
