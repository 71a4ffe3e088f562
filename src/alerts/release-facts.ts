import type { AlertContent } from '../domain/alert.ts';
import type { FactView, ModelView, ReleaseView } from '../domain/release-view.ts';
import { dayInWords, daysBetween, momentInWords, timeBetween } from './dates.ts';
import { attributeInWords, disputeInWords } from './dispute-in-words.ts';
import { safeLine, safeUrl } from './hostile-text.ts';
import type { Language } from './language.ts';
import { listedIn, phrasesOf } from './languages/index.ts';
import type { FactName } from './languages/phrases.ts';
import { languagesInWords, licenceInWords } from './licence-and-languages.ts';
import { modelsInWords, sizeInWords } from './models-in-words.ts';
import { ENGLISH_READER, type Reader } from './reader.ts';

/** One fact of a release as a channel shows it. */
export interface AlertFact {
  readonly name: FactName;
  /** In the reader's language; in English one word. */
  readonly label: string;
  readonly text: string;
}

const REPOS_SHOWN = 4;

/** The facts that an alert tells of its release, in the order in which a reader asks; none where it is about no release. */
export function releaseFacts(content: AlertContent, reader: Reader = ENGLISH_READER): AlertFact[] {
  const { alert, release } = content;
  const { language } = reader;
  if (release === undefined) return link(content, language);
  const removed = alert.kind === 'release.removed';
  return [
    ...fact('kind', kindInWords(release, language), language),
    ...(removed ? [] : sizes(content, release, language)),
    ...(removed ? [] : licence(release, language)),
    ...(removed
      ? []
      : fact('languages', languagesInWords(release.facts.languages?.value, language), language)),
    ...(removed ? [] : disputes(content, reader)),
    ...released(release, reader),
    ...before(content, reader),
    ...repos(alert.covers, language),
    ...seen(content, release, reader),
    ...firstSign(content, release, reader),
    ...link(content, language),
  ];
}

/** What kind of model it is, in words; `not known yet` where that is so. */
export function kindInWords(release: ReleaseView, language: Language = 'en'): string {
  const { kinds } = phrasesOf(language);
  const modalities = release.facts.modalities?.value;
  const sees =
    Array.isArray(modalities) && ['image', 'video', 'vision'].some((one) => modalities.includes(one));
  // A vlm answers from some other modality: that it is vision must be known before it is said.
  return release.kind === 'vlm' && sees ? kinds.vision : kinds[release.kind];
}

function sizes(content: AlertContent, release: ReleaseView, language: Language): AlertFact[] {
  const models = modelsToldOf(content, release);
  if (models.length > 0)
    return fact(models.length === 1 ? 'model' : 'models', modelsInWords(models, language), language);
  // Said but not shown yet: its size may be known all the same.
  return fact('size', sizeInWords(release.facts, language) ?? phrasesOf(language).notStated, language);
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
export function licence(release: ReleaseView, language: Language = 'en'): AlertFact[] {
  const text = licenceInWords(release.facts.license?.value, language);
  if (text !== null) return fact('licence', disputed(text, release.facts.license, language), language);
  return release.status === 'open-weights' ? fact('licence', phrasesOf(language).notStated, language) : [];
}

/** The day is said once: where it is the one on which the release was first seen, that line says it. */
function released({ releasedOn, firstSeenAt }: ReleaseView, reader: Reader): AlertFact[] {
  if (releasedOn === undefined || releasedOn === firstSeenAt.slice(0, 10)) return [];
  return fact('released', momentInWords(releasedOn, reader), reader.language);
}

function before({ alert }: AlertContent, reader: Reader): AlertFact[] {
  if (alert.knownBefore === undefined) return [];
  const { as, since } = alert.knownBefore;
  const text = phrasesOf(reader.language).before(as, dayInWords(since, reader));
  return fact('before', text, reader.language);
}

function repos(covers: readonly string[], language: Language): AlertFact[] {
  const names = covers.map((repo) => safeLine(repo, 200)).filter((repo) => repo !== '');
  return fact(names.length === 1 ? 'repo' : 'repos', listedIn(language, names, REPOS_SHOWN), language);
}

/** When what the alert speaks of was first seen, and how much older its repo is: labs often make them weeks ahead. */
function seen({ alert }: AlertContent, release: ReleaseView, reader: Reader): AlertFact[] {
  const phrases = phrasesOf(reader.language);
  const ofCovered = release.repos
    .filter((repo) => alert.covers.includes(repo.id))
    .map((repo) => repo.firstSeenAt);
  const first = alert.kind === 'release.extended' ? ofCovered.sort()[0] : undefined;
  const seenAt = first ?? release.firstSeenAt;
  const moment = momentInWords(seenAt, reader);
  if (moment === null) return [];
  const made = alert.firstRepoCreatedAt;
  const lead = made === undefined ? null : daysBetween(made, seenAt, reader);
  const since = first !== undefined && daysBetween(release.firstSeenAt, first, reader);
  return [
    ...fact('seen', phrases.seen(moment, lead), reader.language),
    ...(since ? fact('release', phrases.firstSeenBefore(since), reader.language) : []),
  ];
}

/** Who said or showed it first, and how long that was before we saw it ourselves. */
function firstSign({ alert }: AlertContent, release: ReleaseView, reader: Reader): AlertFact[] {
  if (alert.firstSign === undefined) return [];
  const { by, at } = alert.firstSign;
  const moment = momentInWords(at, reader);
  const lead = timeBetween(at, release.firstSeenAt, reader);
  const name = safeLine(by, 100);
  if (moment === null || lead === null || name === '') return [];
  const { firstSign: inWords } = phrasesOf(reader.language);
  return fact('first-sign', inWords(name, moment, lead), reader.language);
}

/** Of these it is said where they stand. */
const DISPUTED_IN_PLACE: readonly string[] = [
  'license',
  'total_parameters',
  'active_parameters',
  'context_length',
];
const DISPUTES_SHOWN = 2;
const OTHERS_SHOWN = 4;

/** What sources contradict each other on, both sides of it; the names of what else they do. */
function disputes({ release, disputes: told = [] }: AlertContent, reader: Reader): AlertFact[] {
  if (release === undefined) return [];
  const { language } = reader;
  // What a reader asks first stands first.
  const rank = ({ attribute }: { readonly attribute: string }) =>
    DISPUTED_IN_PLACE.includes(attribute) ? 0 : 1;
  const shown = told.toSorted((left, right) => rank(left) - rank(right)).slice(0, DISPUTES_SHOWN);
  const lines = shown.map((dispute) => disputeInWords(dispute, reader));
  const said = new Set(shown.map(({ attribute }) => attribute.replace(/ \(.*$/, '')));
  const others = [release, ...release.models]
    .flatMap(({ facts }) => Object.entries(facts))
    .filter(([attribute, view]) => view.conflicting && !said.has(attribute))
    .filter(([attribute]) => !DISPUTED_IN_PLACE.includes(attribute))
    .map(([attribute]) => attributeInWords(attribute, language));
  const names = listedIn(language, [...new Set(others)], OTHERS_SHOWN);
  return fact('disputed', [...lines, ...(names === '' ? [] : [names])].join(' · '), language);
}

function link({ alert, release }: AlertContent, language: Language): AlertFact[] {
  const url = alert.url ?? (alert.kind === 'release.removed' ? null : release?.repos[0]?.url) ?? null;
  return fact('link', url === null ? null : safeUrl(url), language);
}

function fact(name: FactName, text: string | null, language: Language): AlertFact[] {
  const label = phrasesOf(language).labels[name];
  return text === null || text === '' ? [] : [{ name, label, text }];
}

/** Sources that contradict each other are shown to. */
function disputed(text: string, view: FactView | undefined, language: Language): string {
  return view?.conflicting === true ? phrasesOf(language).disputed(text) : text;
}
