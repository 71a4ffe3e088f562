import type { AlertContent } from '../domain/alert.ts';
import type { AlertSubject } from '../domain/alert-subject.ts';
import { momentInWords } from './dates.ts';
import { phrasesOf } from './languages/index.ts';
import type { FactName } from './languages/phrases.ts';
import { languagesInWords, licenceInWords } from './licence-and-languages.ts';
import { addressIn } from './link-in-fact.ts';
import { modelsInWords, sizeParts } from './models-in-words.ts';
import type { Reader } from './reader.ts';
import { kindInWords, modelsToldOf, releaseFacts } from './release-facts.ts';
import { speakersInWords } from './said-lines.ts';

/** What templates may ask for; null where the alert does not know it. Documented in docs/operations.md. */

type Field = (content: AlertContent, about: AlertSubject | undefined, reader: Reader) => string | null;

export const templateFields = {
  'alert.title': ({ alert }) => alert.title,
  'alert.kind': ({ alert }) => alert.kind,
  'alert.time': ({ alert }, _about, reader) => momentInWords(alert.createdAt, reader),
  'alert.lines': ({ alert }) => alert.lines.join(' · '),
  'alert.link': ({ alert }) => alert.url,
  'lab.id': ({ release }) => release?.lab ?? null,
  'lab.name': ({ alert }) => alert.labName,
  'release.id': ({ release }) => release?.id ?? null,
  'release.name': ({ release }) => release?.name ?? null,
  'release.family': ({ release }) => release?.family ?? null,
  'release.kind': ({ release }, _about, { language }) =>
    release === undefined ? null : kindInWords(release, language),
  'release.status': ({ release }, _about, { language }) =>
    release === undefined ? null : phrasesOf(language).statuses[release.status],
  'release.released': ({ release }, _about, reader) =>
    release?.releasedOn === undefined ? null : momentInWords(release.releasedOn, reader),
  'release.models': (content, _about, { language }) => {
    const models = content.release === undefined ? [] : modelsToldOf(content, content.release);
    return models.length === 0 ? null : modelsInWords(models, language);
  },
  'release.size': (content, _about, { language }) => sizesOf(content, language).size,
  'release.context': (content, _about, { language }) => sizesOf(content, language).context,
  'release.licence': ({ release }, _about, { language }) =>
    licenceInWords(release?.facts.license?.value, language),
  'release.languages': ({ release }, _about, { language }) =>
    languagesInWords(release?.facts.languages?.value, language),
  'release.before': (content, _about, reader) => factOf('before', content, reader),
  'release.repos': (content, _about, reader) =>
    factOf('repos', content, reader) ?? factOf('repo', content, reader),
  'release.seen': (content, _about, reader) => factOf('seen', content, reader),
  'release.first_sign': (content, _about, reader) => factOf('first-sign', content, reader),
  'release.disputed': (content, _about, reader) => factOf('disputed', content, reader),
  'release.said_by': (_content, about, { language }) =>
    about?.form === 'release' ? speakersInWords(about.saidBy, language) : null,
  'release.quote': (_content, about) => (about?.form === 'release' ? about.quote : null),
  'release.link': (content, _about, reader) =>
    content.release === undefined ? null : factOf('link', content, reader),
  'release.announcement': ({ release }) => addressIn(release?.facts.announcement) ?? null,
  'release.paper': ({ release }) => addressIn(release?.facts.paper) ?? null,
  'news.topic': (_content, about, { language }) =>
    about?.form === 'news' ? phrasesOf(language).topics[about.topic] : null,
  'news.publisher': (_content, about) => (about?.form === 'news' ? about.publisher : null),
  'news.quote': (_content, about) => (about?.form === 'news' ? about.quote : null),
} as const satisfies Readonly<Record<string, Field>>;

export type TemplateField = keyof typeof templateFields;

export const templateFieldNames = Object.keys(templateFields) as readonly TemplateField[];

export function isTemplateField(name: string): name is TemplateField {
  return Object.hasOwn(templateFields, name);
}

function factOf(wanted: FactName, content: AlertContent, reader: Reader): string | null {
  return releaseFacts(content, reader).find(({ name }) => name === wanted)?.text ?? null;
}

/** Of one model its own, else what all models share. */
function sizesOf(content: AlertContent, language: Reader['language']): ReturnType<typeof sizeParts> {
  const { release } = content;
  if (release === undefined) return { size: null, context: null };
  const [only, ...others] = modelsToldOf(content, release);
  return sizeParts(only !== undefined && others.length === 0 ? only.facts : release.facts, language);
}
