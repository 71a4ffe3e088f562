import type { ReleaseSubject, SourceMatter, ToldSource } from '../../domain/alert-subject.ts';
import { listed } from '../lists.ts';
import { counted } from '../numbers.ts';
import { englishDigest } from './en-digest.ts';
import { mendingOf } from './en-mending.ts';
import type { Phrases, SourceSubject } from './phrases.ts';
import { shownName } from './shown-name.ts';

const NAMES_IN_TITLE = 2;

export const english: Phrases = {
  titles: {
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
    'channel.failing': ({ channel }) => `Channel ${name(channel)} keeps failing: its messages wait`,
    'channel.recovered': ({ channel }) => `Channel ${name(channel)} works again`,
    'catch-up': ({ releases }) => `Catching up: ${counted(releases, 'release')} since the last look`,
    welcome: ({ sources, organizations }) =>
      `modelwatch is watching ${counted(sources, sources === organizations ? 'organization' : 'source')}`,
  },
  noTitle: '(no title)',
  labels: {
    kind: 'Kind',
    model: 'Model',
    models: 'Models',
    size: 'Size',
    licence: 'Licence',
    languages: 'Languages',
    released: 'Released',
    before: 'Before',
    repo: 'Repo',
    repos: 'Repos',
    seen: 'Seen',
    release: 'Release',
    'first-sign': 'First',
    disputed: 'Disputed',
    link: 'Link',
  },
  labelled: (label, text) => `${label}: ${text}`,
  kinds: {
    llm: 'language model',
    vlm: 'multimodal language model',
    vision: 'vision-language model',
    other: 'not a language model',
    unknown: 'not known yet',
  },
  statuses: {
    'open-weights': 'open weights',
    'api-only': 'API only',
    announced: 'announced',
    removed: 'removed',
  },
  kindNotKnown: 'kind not known yet',
  topics: {
    adoption: 'adoption',
    policy: 'policy',
    benchmark: 'benchmark',
    price: 'price',
    funding: 'funding',
    incident: 'incident',
    research: 'research',
    other: 'other',
  },
  list: (names, more) => listed([...names, ...Array<string>(more).fill('')], names.length),
  notStated: 'not stated',
  licenceNotStated: 'licence not stated',
  ownLicence: "the lab's own",
  sizeNotStated: (models) => `${models === 1 ? 'size' : 'sizes'} not stated`,
  active: (total, active) => `${total ?? 'size not stated'}, ${active} active`,
  context: (amount) => `${amount} context`,
  range: (least, most) => `${least} to ${most}`,
  disputedAmount: (amount) => `${amount} disputed`,
  disputed: (text) => `${text} (disputed)`,
  detailed: (model, details) => `${model} (${details})`,
  and: (parts) => parts.join(', '),
  models: (count) => counted(count, 'model'),
  moreModels: (count) => `and ${counted(count, 'more model')}`,
  announcement: 'Announcement',
  paper: 'Paper',
  before: (as, since) => `${as}${since === null ? '' : ` since ${since}`}`,
  seen: (moment, madeEarlier) =>
    `${moment}${madeEarlier === null ? '' : `, repo made ${madeEarlier} earlier`}`,
  firstSeenBefore: (duration) => `first seen ${duration} before`,
  firstSign: (who, moment, lead) => `${who}, ${moment}, ${lead} before`,
  attributes: {
    active_parameters: 'active parameters',
    architecture: 'architecture',
    base_model: 'base model',
    context_length: 'context length',
    developer: 'developer',
    experts: 'experts',
    languages: 'languages',
    layers: 'layers',
    license: 'licence',
    lifecycle: 'lifecycle',
    modalities: 'modalities',
    openness: 'openness',
    released_on: 'day of release',
    total_parameters: 'total parameters',
    training_cost: 'training cost',
    training_tokens: 'training tokens',
    prices: 'prices',
    benchmarks: 'benchmarks',
  },
  disputedFact: (attribute) => attribute.replaceAll('_', ' '),
  saidBy: 'Said by',
  alsoSaidBy: 'Also said by',
  sinceFirst: {
    models: (names) => `Since the first message: ${names}`,
    stated: (attributes) => `Stated by now: ${attributes}`,
  },
  speaker: (who, voice) => {
    if (voice === 'lab') return `the lab itself (${who})`;
    return voice === 'catalogue' ? `${who} (which lists it)` : who;
  },
  quoted: (words) => `“${words}”`,
  durations: {
    minutes: (count) => counted(count, 'minute'),
    hours: (count) => counted(count, 'hour'),
    days: (count) => counted(count, 'day'),
  },
  day: (date) => date,
  moment: (date, time, _zone, abbreviation) => `${date} ${time} ${abbreviation}`,
  news: {
    title: (labName, title) => `${labName}: ${title}`,
    from: (topic, publisher) => `${topic}, by ${publisher}`,
  },
  sources: {
    subject: ({ id, host }) => `${id} at ${host}`,
    line: sourceLine,
    mending: mendingOf,
    trying: (id) => `"modelwatch sources check ${id}" tries it at once.`,
    advice: (mending, trying) => (mending === null ? trying : `${mending} ${trying}`),
    one: (id, line) => `${id}: ${line}`,
    more: (count) => `and ${counted(count, 'more source')}: "modelwatch sources" lists them`,
  },
  channels: {
    lines: (matter, { id, error, failures, waiting }, since) => {
      const messages = `${counted(waiting, 'message')} ${waiting === 1 ? 'waits' : 'wait'}`;
      if (matter === 'recovered') return [`It had failed since ${since}. ${messages}, and will be sent now.`];
      return [
        `${error?.message ?? 'it takes no messages'}; ${counted(failures, 'attempt')} failed since ${since}.`,
        `${messages}. One is tried now and then; what is three days old is given up.`,
        `"modelwatch alerts test ${id}" tries it at once.`,
      ];
    },
  },
  candidates: {
    title: (count) =>
      `${counted(count, 'organization')} that nobody watches ${count === 1 ? 'was' : 'were'} named`,
    line: ({ organization, sightings }, since, where) =>
      `${organization}: ${counted(sightings, 'time')} since ${since}, last in ${where}`,
    more: (count) => `and ${counted(count, 'more organization')}, named less often`,
    toWatch: (lab, source) => [
      `To watch one, spelled as on the Hub, in labs.yaml: ${lab}`,
      `and in sources.yaml: ${source}`,
    ],
  },
  welcome: {
    lines: ({ organizations, repos, pages, feeds, lists, newest }, next) => {
      const others = [
        ...(pages === 0 ? [] : [counted(pages, 'page')]),
        ...(feeds === 0 ? [] : [counted(feeds, 'feed')]),
        ...(lists === 0 ? [] : [counted(lists, 'list')]),
      ];
      return {
        head: [
          `${counted(organizations, 'organization')} with ${counted(repos, 'repo')} on Hugging Face.`,
          ...(others.length === 0 ? [] : [`Beside them ${listed(others, others.length)}.`]),
          ...(newest.length === 0 ? [] : ['The newest releases there:']),
        ],
        foot: next === null ? [] : [`Next look: ${next}.`],
      };
    },
    release: (release, day) =>
      `- ${shownName(release.name, '')}${by(release.labName)}${day === null ? '' : `, ${day}`}`,
    more: (count) => `- and ${count} more`,
  },
  catchUpMore: (count) => `and ${count} more: "modelwatch alerts" lists them`,
  catchUpCapped: (count) => `${counted(count, 'alert')} in one: more than this channel takes in an hour`,
  changed: (subject, now, told, kind) =>
    `${capital(subject)}: ${now}, ${kind === 'corrected' ? 'not' : 'before'} ${told}`,
  states: {},
  pricePer: (money, what) => `${money} per ${what}`,
  digest: englishDigest,
  test: {
    title: 'Test: this is what an alert from modelwatch looks like',
    line: 'This is a test of the channel. Nothing was released.',
  },
  mailFooter: (channel) => `Sent by modelwatch, channel ${channel}.`,
  feedTitle: 'Language models of Chinese labs',
  labFeed: (title, lab) => `${title}: ${lab}`,
};

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
  const { labName, releaseName, added = [], addedRole } = subject;
  if (added.length === 0 && addedRole === undefined) return sentence(subject, 'extended', 'was extended');
  const names = addedRole === undefined ? listed(added.map(name), NAMES_IN_TITLE) : `the ${addedRole} model`;
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
  return shownName(text, '(no name)');
}

function sourceLine(matter: SourceMatter, source: ToldSource, moment: (at: number) => string): string {
  const since = moment(source.since);
  const next = moment(source.nextTryAt);
  switch (matter) {
    case 'failing': {
      const times = source.failures > 1 ? `${source.failures} times ` : '';
      return `${reasonOf(source, moment)}; ${times}since ${since}; next try ${next}`;
    }
    case 'gone':
      return `${reasonOf(source, moment)}, since ${since}; looked for once a day, next ${next}`;
    case 'recovered':
      return `looked at ${moment(source.lastGoodAt ?? source.since)}; next look ${next}`;
    case 'silent':
      return `nothing new since ${since}, which is longer than its own rhythm explains; it answers as usual`;
  }
}

function reasonOf({ error, lastGoodAt }: ToldSource, moment: (at: number) => string): string {
  if (error !== null) return error.message;
  const usual = lastGoodAt === null ? '' : `, last as usual ${moment(lastGoodAt)}`;
  return `it shows suddenly nothing, or much less than it did${usual}`;
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
