import type { AlertContent } from '../domain/alert.ts';
import type { Kind } from '../domain/catalog.ts';
import type { FactView, ModelView, ReleaseView } from '../domain/release-view.ts';
import { dayInWords, daysBetween, momentInWords } from './dates.ts';
import { safeLine, safeUrl } from './hostile-text.ts';
import { languagesInWords, licenceInWords } from './licence-and-languages.ts';
import { listed } from './lists.ts';
import { modelsInWords, sizeInWords } from './models-in-words.ts';

/** One fact of a release as a channel shows it. */
export interface AlertFact {
  /** One word. */
  readonly label: string;
  readonly text: string;
}

const REPOS_SHOWN = 4;

/** The facts that an alert tells of its release, in the order in which a reader asks; none where it is about no release. */
export function releaseFacts(content: AlertContent): AlertFact[] {
  const { alert, release } = content;
  if (release === undefined) return link(content);
  const removed = alert.kind === 'release.removed';
  return [
    { label: 'Kind', text: kindInWords(release) },
    ...(removed ? [] : sizes(content, release)),
    ...(removed ? [] : licence(release)),
    ...(removed ? [] : fact('Languages', languagesInWords(release.facts.languages?.value))),
    ...released(release),
    ...before(content),
    ...repos(alert.covers),
    ...seen(content, release),
    ...link(content),
  ];
}

const KINDS: Readonly<Record<Kind, string>> = {
  llm: 'language model',
  vlm: 'multimodal language model',
  other: 'not a language model',
  unknown: 'not known yet',
};

/** What kind of model it is, in words; `not known yet` where that is so. */
export function kindInWords(release: ReleaseView): string {
  const modalities = release.facts.modalities?.value;
  const sees =
    Array.isArray(modalities) && ['image', 'video', 'vision'].some((one) => modalities.includes(one));
  // A vlm answers from some other modality: that it is vision must be known before it is said.
  return release.kind === 'vlm' && sees ? 'vision-language model' : KINDS[release.kind];
}

function sizes(content: AlertContent, release: ReleaseView): AlertFact[] {
  const models = modelsToldOf(content, release);
  if (models.length > 0)
    return [{ label: models.length === 1 ? 'Model' : 'Models', text: modelsInWords(models) }];
  // Said but not shown yet: its size may be known all the same.
  return [{ label: 'Size', text: sizeInWords(release.facts) ?? 'not stated' }];
}

/** The models that an alert is about: of an extension only those that came. */
export function modelsToldOf({ alert }: AlertContent, release: ReleaseView): readonly ModelView[] {
  return alert.kind === 'release.extended' ? covered(release.models, alert.covers) : release.models;
}

function covered(models: readonly ModelView[], repos: readonly string[]): readonly ModelView[] {
  const some = models.filter((model) => model.repos.some((repo) => repos.includes(repo)));
  return some.length > 0 ? some : models;
}

/** At most one. */
export function licence(release: ReleaseView): AlertFact[] {
  const text = licenceInWords(release.facts.license?.value);
  if (text !== null) return [{ label: 'Licence', text: disputed(text, release.facts.license) }];
  return release.status === 'open-weights' ? [{ label: 'Licence', text: 'not stated' }] : [];
}

/** The day is said once: where it is the one on which the release was first seen, that line says it. */
function released({ releasedOn, firstSeenAt }: ReleaseView): AlertFact[] {
  if (releasedOn === undefined || releasedOn === firstSeenAt.slice(0, 10)) return [];
  return fact('Released', momentInWords(releasedOn));
}

function before({ alert }: AlertContent): AlertFact[] {
  if (alert.knownBefore === undefined) return [];
  const since = dayInWords(alert.knownBefore.since);
  return [{ label: 'Before', text: `${alert.knownBefore.as}${since === null ? '' : ` since ${since}`}` }];
}

function repos(covers: readonly string[]): AlertFact[] {
  const names = covers.map((repo) => safeLine(repo, 200)).filter((repo) => repo !== '');
  return fact(names.length === 1 ? 'Repo' : 'Repos', listed(names, REPOS_SHOWN));
}

/** When what the alert speaks of was first seen, and how much older its repo is: labs often make them weeks ahead. */
function seen({ alert }: AlertContent, release: ReleaseView): AlertFact[] {
  const ofCovered = release.repos
    .filter((repo) => alert.covers.includes(repo.id))
    .map((repo) => repo.firstSeenAt);
  const first = alert.kind === 'release.extended' ? ofCovered.sort()[0] : undefined;
  const seenAt = first ?? release.firstSeenAt;
  const moment = momentInWords(seenAt);
  if (moment === null) return [];
  const made = alert.firstRepoCreatedAt;
  const lead = made === undefined ? null : daysBetween(made, seenAt);
  const since = first !== undefined && daysBetween(release.firstSeenAt, first);
  return [
    { label: 'Seen', text: `${moment}${lead === null ? '' : `, repo made ${lead} earlier`}` },
    ...(since ? [{ label: 'Release', text: `first seen ${since} before` }] : []),
  ];
}

function link({ alert, release }: AlertContent): AlertFact[] {
  const url = alert.url ?? (alert.kind === 'release.removed' ? null : release?.repos[0]?.url) ?? null;
  return fact('Link', url === null ? null : safeUrl(url));
}

function fact(label: string, text: string | null): AlertFact[] {
  return text === null || text === '' ? [] : [{ label, text }];
}

/** Sources that contradict each other are shown to. */
function disputed(text: string, view: FactView | undefined): string {
  return view?.conflicting === true ? `${text} (disputed)` : text;
}
