import type { Language } from '../../alerts/language.ts';
import { licenceInWords } from '../../alerts/licence-and-languages.ts';
import type { QuestionField, TypedQuestion } from '../../domain/release-question.ts';
import type { Labs } from '../../pipeline/view-release.ts';
import { type Html, html, NOTHING } from '../markup.ts';
import { type ListingWords, listingWords } from '../words/listing-words.ts';
import { labName } from './links.ts';
import type { ListingQuestion } from './listing-question.ts';

export interface FilterForm {
  readonly language: Language;
  /** The page that it belongs to. */
  readonly action: string;
  readonly question: ListingQuestion;
  readonly labs: Labs;
  /** Licences that are common in the catalog, as it names them. */
  readonly licences: readonly string[];
}

type Option = readonly [value: string, text: string];

/** Fields that the form has no control for, and keeps as they are asked. */
const KEPT = ['order', 'status', 'lifecycle', 'active', 'modality', 'openness', 'until', 'plans'] as const;
const MORE = ['parameters', 'context', 'license', 'since'] as const;

/** What of a list is asked for, as a form that makes an address; a list that is shared looks the same elsewhere. */
export function filterForm(form: FilterForm): Html {
  const words = listingWords[form.language];
  const { typed, filtered } = form.question;
  const open = MORE.some((field) => typed[field] !== undefined) ? html` open` : NOTHING;
  const field = (name: QuestionField, options: readonly Option[]) =>
    select(words, name, typed, [['', words.any], ...options]);
  return html`<form class="filters" method="get" action="${form.action}" role="search" aria-label="${words.filters}">
<div class="fields">
<p class="field"><label for="f-text">${words.fields.text}</label>
<input id="f-text" name="text" type="search" value="${typed.text}" placeholder="${words.textHint}"></p>
${field('lab', labOptions(form))}
${select(words, 'kind', typed, kindOptions(words))}
<p class="act"><button>${words.show}</button>${filtered ? html` <a href="${form.action}">${words.reset}</a>` : NOTHING}</p>
</div>
<details${open}><summary>${words.moreFilters}</summary><div class="fields">
${field('parameters', Object.entries(words.sizes))}
${field('context', Object.entries(words.contexts))}
${field('license', licenceOptions(form))}
${field('since', Object.entries(words.periods))}
</div></details>
${KEPT.map((name) => (typed[name] === undefined ? NOTHING : html`<input type="hidden" name="${name}" value="${typed[name]}">`))}
</form>`;
}

function select(
  words: ListingWords,
  name: QuestionField,
  typed: TypedQuestion,
  options: readonly Option[],
): Html {
  const chosen = typed[name] ?? '';
  // What was asked for by an address, and is none of what is offered, stays asked for.
  const all = options.some(([value]) => value === chosen) ? options : [...options, [chosen, chosen] as const];
  return html`<p class="field"><label for="f-${name}">${words.fields[name]}</label>
<select id="f-${name}" name="${name}">${all.map(
    ([value, text]) =>
      html`<option value="${value}"${value === chosen ? html` selected` : NOTHING}>${text}</option>`,
  )}</select></p>`;
}

function kindOptions({ kinds }: ListingWords): Option[] {
  return [
    ['', kinds.usual],
    ['llm', kinds.llm],
    ['vlm', kinds.vlm],
    ['other', kinds.other],
    ['unknown', kinds.unknown],
    ['all', kinds.all],
  ];
}

/** Sorted once: comparing names as people do takes longer than the rest of the form. */
const sortedLabs = new WeakMap<Labs, Map<Language, readonly Option[]>>();

function labOptions({ labs, language }: FilterForm): readonly Option[] {
  const known = sortedLabs.get(labs) ?? new Map<Language, readonly Option[]>();
  sortedLabs.set(labs, known);
  const sorted =
    known.get(language) ??
    [...labs.keys()]
      .map((id): Option => [id, labName(labs, id, language)])
      .sort((left, right) => collators[language].compare(left[1], right[1]));
  known.set(language, sorted);
  return sorted;
}

const collators: Readonly<Record<Language, Intl.Collator>> = {
  en: new Intl.Collator('en'),
  'zh-CN': new Intl.Collator('zh-CN'),
};

function licenceOptions({ licences, language }: FilterForm): Option[] {
  return licences.map((id) => [id, licenceInWords(id, language) ?? id]);
}
