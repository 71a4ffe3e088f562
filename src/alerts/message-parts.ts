import type { AlertContent } from '../domain/alert.ts';
import type { FactView, ModelView, ReleaseView } from '../domain/release-view.ts';
import { LINE_LENGTH, safeLine, safeUrl } from './hostile-text.ts';
import { modelsInWords, sizeParts } from './models-in-words.ts';
import { counted } from './numbers.ts';
import { kindInWords, licence, modelsToldOf, releaseFacts } from './release-facts.ts';
import { safeContent } from './safe-content.ts';

/**
 * What a chat message says: plain text, safe, bounded, the same for every service. A service's folder gives it its form
 * and escapes what that service takes for markup.
 */
export interface MessageParts {
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
const TOLD_ELSEWHERE: readonly string[] = ['Kind', 'Model', 'Models', 'Size', 'Licence', 'Link'];

/** What a message about this alert says. Takes the text as strangers wrote it. */
export function messageParts(content: AlertContent): MessageParts {
  const safe = safeContent(content);
  const { alert, release } = safe;
  const links = linksOf(safe);
  return {
    title: alert.title || '(no title)',
    summary: release === undefined ? null : summaryOf(safe, release),
    lines: linesOf(safe, links).slice(0, LINES),
    links,
  };
}

function summaryOf(content: AlertContent, release: ReleaseView): string {
  if (content.alert.kind === 'release.removed') return kindOf(release);
  const models = modelsToldOf(content, release);
  const [only] = models;
  const licenceText = licence(release)[0]?.text;
  return [
    ...(models.length > 1
      ? [counted(models.length, 'model')]
      : sizesOf(only?.facts ?? release.facts, namedApart(content, release, only))),
    ...(licenceText === undefined ? [] : [licenceText === 'not stated' ? 'licence not stated' : licenceText]),
    kindOf(release),
  ].join(' · ');
}

function kindOf(release: ReleaseView): string {
  return release.kind === 'unknown' ? 'kind not known yet' : kindInWords(release);
}

/** The name of the one model, where neither the release nor the title is called so. */
function namedApart({ alert }: AlertContent, release: ReleaseView, model: ModelView | undefined): string {
  if (model === undefined || model.name === release.name || alert.title.includes(model.name)) return '';
  return `${model.name}: `;
}

function sizesOf(facts: Readonly<Record<string, FactView>>, before: string): string[] {
  const { size, context } = sizeParts(facts);
  return [`${before}${size ?? 'size not stated'}`, ...(context === null ? [] : [context])];
}

function linesOf(content: AlertContent, links: readonly MessageLink[]): string[] {
  const { alert, release } = content;
  const own = alert.lines.map((line) => safeLine(line, LINE_LENGTH * 2)).filter((line) => line !== '');
  if (release === undefined) return own;
  const linked = new Set(links.map(({ label }) => label));
  const allLinked = alert.covers.every((repo) => linked.has(safeLine(repo)));
  const facts = releaseFacts(content)
    .filter(({ label }) => !TOLD_ELSEWHERE.includes(label))
    .filter(({ label }) => !(label.startsWith('Repo') && allLinked))
    .map(({ label, text }) => `${label}: ${text}`);
  return [...own, ...modelLines(content, release), ...facts];
}

/** One line for each model, where there are several and something is known of their sizes. */
function modelLines(content: AlertContent, release: ReleaseView): string[] {
  const models = modelsToldOf(content, release);
  if (models.length < 2 || content.alert.kind === 'release.removed') return [];
  const sized = models.map((model) => ({ model, ...sizeParts(model.facts) }));
  if (sized.every(({ size, context }) => size === null && context === null))
    return [`Models: ${modelsInWords(models)}`];
  const rest = models.length - MODEL_LINES;
  return [
    ...sized
      .slice(0, MODEL_LINES)
      .map(({ model }) => `${safeLine(model.name, 100)}: ${sizesOf(model.facts, '').join(' · ')}`),
    ...(rest > 0 ? [`and ${counted(rest, 'more model')}`] : []),
  ];
}

/** The repos that the alert speaks of, or where else to look first; then the lab's own announcement and paper. */
function linksOf({ alert, release }: AlertContent): MessageLink[] {
  if (alert.kind === 'release.removed') return [];
  const repos = (release?.repos ?? [])
    .filter((repo) => alert.covers.includes(repo.id))
    .slice(0, REPO_LINKS)
    .map((repo) => ({ label: repo.id, url: repo.url }));
  const first = repos.length === 0 ? [{ label: null, url: alert.url ?? release?.repos[0]?.url }] : repos;
  const candidates = [
    ...first,
    { label: 'Announcement', url: addressIn(release?.facts.announcement) },
    { label: 'Paper', url: addressIn(release?.facts.paper) },
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

/** A fact whose value is an address, or the number of a paper on arXiv. */
function addressIn(fact: FactView | undefined): string | undefined {
  const [value] = Array.isArray(fact?.value) ? fact.value : [fact?.value];
  if (typeof value !== 'string') return undefined;
  const paper = /^(?:arxiv:)?(\d{4}\.\d{4,5})$/i.exec(value)?.[1];
  return paper === undefined ? value : `https://arxiv.org/abs/${paper}`;
}
