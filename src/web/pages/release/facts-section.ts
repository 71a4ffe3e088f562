import { safeLine } from '../../../alerts/hostile-text.ts';
import type { Language } from '../../../alerts/language.ts';
import { valueInWords } from '../../../alerts/value-in-words.ts';
import type { FactView } from '../../../domain/release-view.ts';
import { type Html, html, joined, NOTHING, type Piece } from '../../markup.ts';
import { addressLink, outwardLink } from '../../parts/links.ts';
import { table } from '../../parts/table.ts';
import { attributeWords } from '../../words/attribute-words.ts';
import { listingWords } from '../../words/listing-words.ts';
import { reasonInWords } from '../../words/reason-words.ts';
import { releaseWords } from '../../words/release-words.ts';

export interface FactsView {
  readonly facts: Readonly<Record<string, FactView>>;
  /** In which words the believed claim of an attribute says it; null where it was read from a field. */
  readonly quoteOf: (attribute: string) => string | null;
  readonly caption: string;
  readonly language: Language;
}

/** What is believed, with its source, the reason and the words that say it. */
export function factsTable({ facts, quoteOf, caption, language }: FactsView): Html {
  const words = releaseWords[language];
  const { what, value, why, source } = words.columns;
  return table({
    caption,
    stacks: 'bare',
    columns: [{ head: what }, { head: value }, { head: why }, { head: source }],
    rows: Object.entries(facts).map(([attribute, fact]) => [
      attributeName(attribute, language),
      valueCell(attribute, fact, language),
      html`${reasonInWords(fact.reason, language)}${quoted(quoteOf(attribute))}`,
      outwardLink(fact.url, fact.source),
    ]),
  });
}

/** A value as people say it; where sources contradict it, with the mark that says so. */
export function valueCell(attribute: string, fact: FactView, language: Language): Html {
  const words = listingWords[language];
  const mark = fact.conflicting
    ? html` <span class="mark disputed" title="${words.disputedHint}">${words.disputed}</span>`
    : NOTHING;
  return html`${valueText(attribute, fact.value, language)}${mark}`;
}

/** Links of facts (papers, announcements) can be followed. */
export function valueText(attribute: string, value: unknown, language: Language): Piece {
  if (Array.isArray(value) && value.some(isAddress))
    return html`<div class="links">${joined(
      value.map((item) => valueText(attribute, item, language)),
      html`<br>`,
    )}</div>`;
  if (isAddress(value)) return addressLink(value);
  return valueInWords(attribute, value, { language, timeZone: 'UTC', templates: [] });
}

function isAddress(value: unknown): value is string {
  return typeof value === 'string' && /^https?:\/\//.test(value);
}

/** `Total parameters`, as it stands at the beginning of a row. */
export function attributeName(attribute: string, language: Language): string {
  const names: Readonly<Record<string, string>> = attributeWords[language];
  return names[attribute] ?? safeLine(attribute.replaceAll('_', ' '), 60);
}

const QUOTE_LENGTH = 400;

export function quoted(quote: string | null | undefined): Html {
  const shown = quote === null || quote === undefined ? '' : safeLine(quote, QUOTE_LENGTH);
  return shown === '' ? NOTHING : html`<q class="quote">${shown}</q>`;
}
