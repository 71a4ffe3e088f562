import type { AlertContent } from '../domain/alert.ts';
import type { FactView, ModelView, ReleaseView } from '../domain/release-view.ts';
import { LINE_LENGTH, safeLine, safeUrl } from './hostile-text.ts';
import type { Language } from './language.ts';
import { phrasesOf } from './languages/index.ts';
import type { FactName } from './languages/phrases.ts';
import { addressIn } from './link-in-fact.ts';
import { modelsInWords, sizeParts } from './models-in-words.ts';
import { ENGLISH_READER, type Reader } from './reader.ts';
import { kindInWords, licence, modelsToldOf, releaseFacts } from './release-facts.ts';
import { safeContent } from './safe-content.ts';
import { linesAreReplaced } from './templates.ts';

/**
 * What a chat message says: plain text, safe, bounded, the same for every service. A service's folder gives it its form
 * and escapes what that service takes for markup.
 */
export interface MessageParts {
  readonly language: Language;
  readonly title: string;
  /** The facts at a glance: `671B, 37B active · 128K context · MIT · language model`; null where there is no release. */
  readonly summary: string | null;
  readonly lines: readonly string[];
  readonly links: readonly MessageLink[];
}

export interface MessageLink {
  readonly label: string;
  /** http or https. */
  readonly url: string;
}

const LINES = 60;
const MODEL_LINES = 8;
const REPO_LINKS = 3;
const LINKS = 5;
/** What services still show as a link, and what leaves room for the text in those that take 4 KB. */
const LINK_LENGTH = 500;

/** Facts that the summary, the lines of models or the links tell already. */
const TOLD_ELSEWHERE: readonly FactName[] = ['kind', 'model', 'models', 'size', 'licence', 'link'];

/** What a message about this alert says. Takes the text as strangers wrote it. */
export function messageParts(content: AlertContent, reader: Reader = ENGLISH_READER): MessageParts {
  const safe = safeContent(content);
  const { alert, release } = safe;
  const { language } = reader;
  const links = linksOf(safe, language);
  const isOurs = release !== undefined && !linesAreReplaced(safe, reader);
  return {
    language,
    title: alert.title || phrasesOf(language).noTitle,
    summary: isOurs ? summaryOf(safe, release, language) : null,
    lines: linesOf(safe, isOurs ? release : undefined, links, reader).slice(0, LINES),
    links,
  };
}

function summaryOf(content: AlertContent, release: ReleaseView, language: Language): string {
  const phrases = phrasesOf(language);
  if (content.alert.kind === 'release.removed') return kindOf(release, language);
  const models = modelsToldOf(content, release);
  const [only] = models;
  const licenceText = licence(release, language)[0]?.text;
  return [
    ...(models.length > 1
      ? [phrases.models(models.length)]
      : sizesOf(only?.facts ?? release.facts, namedApart(content, release, only, language), language)),
    ...(licenceText === undefined
      ? []
      : [licenceText === phrases.notStated ? phrases.licenceNotStated : licenceText]),
    kindOf(release, language),
  ].join(' · ');
}

function kindOf(release: ReleaseView, language: Language): string {
  return release.kind === 'unknown' ? phrasesOf(language).kindNotKnown : kindInWords(release, language);
}

/** The name of the one model, where neither the release nor the title is called so. */
function namedApart(
  { alert }: AlertContent,
  release: ReleaseView,
  model: ModelView | undefined,
  language: Language,
): string {
  if (model === undefined || model.name === release.name || alert.title.includes(model.name)) return '';
  return phrasesOf(language).labelled(model.name, '');
}

function sizesOf(facts: Readonly<Record<string, FactView>>, before: string, language: Language): string[] {
  const { size, context } = sizeParts(facts, language);
  return [`${before}${size ?? phrasesOf(language).sizeNotStated(1)}`, ...(context === null ? [] : [context])];
}

function linesOf(
  content: AlertContent,
  release: ReleaseView | undefined,
  links: readonly MessageLink[],
  reader: Reader,
): string[] {
  const { alert } = content;
  const phrases = phrasesOf(reader.language);
  const own = alert.lines.map((line) => safeLine(line, LINE_LENGTH * 2)).filter((line) => line !== '');
  if (release === undefined) return own;
  const linked = new Set(links.map(({ label }) => label));
  const allLinked = alert.covers.every((repo) => linked.has(safeLine(repo)));
  const facts = releaseFacts(content, reader)
    .filter(({ name }) => !TOLD_ELSEWHERE.includes(name))
    .filter(({ name }) => !((name === 'repo' || name === 'repos') && allLinked))
    .map(({ label, text }) => phrases.labelled(label, text));
  return [...own, ...modelLines(content, release, reader.language), ...facts];
}

/** One line for each model, where there are several and something is known of their sizes. */
function modelLines(content: AlertContent, release: ReleaseView, language: Language): string[] {
  const phrases = phrasesOf(language);
  const models = modelsToldOf(content, release);
  if (models.length < 2 || content.alert.kind === 'release.removed') return [];
  const sized = models.map((model) => ({ model, ...sizeParts(model.facts, language) }));
  if (sized.every(({ size, context }) => size === null && context === null))
    return [phrases.labelled(phrases.labels.models, modelsInWords(models, language))];
  const rest = models.length - MODEL_LINES;
  return [
    ...sized
      .slice(0, MODEL_LINES)
      .map(({ model }) =>
        phrases.labelled(safeLine(model.name, 100), sizesOf(model.facts, '', language).join(' · ')),
      ),
    ...(rest > 0 ? [phrases.moreModels(rest)] : []),
  ];
}

/** The repos that the alert speaks of, or where else to look first; then the lab's own announcement and paper. */
function linksOf({ alert, release }: AlertContent, language: Language): MessageLink[] {
  const { announcement, paper } = phrasesOf(language);
  if (alert.kind === 'release.removed') return [];
  const repos = (release?.repos ?? [])
    .filter((repo) => alert.covers.includes(repo.id))
    .slice(0, REPO_LINKS)
    .map((repo) => ({ label: repo.id, url: repo.url }));
  const first = repos.length === 0 ? [{ label: null, url: alert.url ?? release?.repos[0]?.url }] : repos;
  const candidates = [
    ...first,
    { label: announcement, url: addressIn(release?.facts.announcement) },
    { label: paper, url: addressIn(release?.facts.paper) },
  ];
  const links = new Map<string, MessageLink>();
  for (const { label, url } of candidates) {
    const safe = url === undefined ? null : safeUrl(url);
    if (safe === null || safe.length > LINK_LENGTH || links.has(safe)) continue;
    links.set(safe, { label: label || nameOfPage(safe), url: safe });
  }
  return [...links.values()].slice(0, LINKS);
}

/** Of a page its host, of a repo on the Hub its name. */
function nameOfPage(address: string): string {
  const { hostname, pathname } = new URL(address);
  const repo = /^\/([\w.-]+\/[\w.-]+)\/?$/.exec(pathname)?.[1];
  if (hostname === 'huggingface.co' && repo !== undefined) return repo;
  return safeLine(hostname.replace(/^www\./, ''), 100);
}
