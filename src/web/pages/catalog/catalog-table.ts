import type { Language } from '../../../alerts/language.ts';
import { contextAmount } from '../../../alerts/models-in-words.ts';
import type { ReleaseCard } from '../../../domain/release-card.ts';
import { type ReleaseOrder, type ReleaseQuery, releaseOrders } from '../../../domain/release-query.ts';
import type { Labs } from '../../../pipeline/view-release.ts';
import { addressWith, type Frame } from '../../frame.ts';
import { type Html, html, NOTHING, type Piece } from '../../markup.ts';
import { licenceOfCard, parametersOfCard } from '../../parts/card-facts.ts';
import { labLink, releaseLink } from '../../parts/links.ts';
import { releaseMarks } from '../../parts/release-marks.ts';
import { type Column, table } from '../../parts/table.ts';
import { catalogWords } from '../../words/catalog-words.ts';
import { listingWords } from '../../words/listing-words.ts';

/** The first stands for its row. */
const COLUMNS = ['name', ...releaseOrders.filter((order) => order !== 'name')] as const;

/** Of these the greatest are asked for first. */
const GREATEST_FIRST: ReadonlySet<ReleaseOrder> = new Set([
  'released',
  'parameters',
  'active',
  'context',
  'repos',
  'signals',
]);
const NUMBERS: ReadonlySet<ReleaseOrder> = new Set(['parameters', 'active', 'context', 'repos', 'signals']);

/** Releases in columns, each of which sorts the table. */
export function catalogTable(
  cards: readonly ReleaseCard[],
  query: ReleaseQuery,
  labs: Labs,
  frame: Frame,
): Html {
  const words = catalogWords[frame.language];
  const { columns } = listingWords[frame.language];
  return html`<div class="catalog">${table({
    caption: words.sorted(columns[query.order], query.descending),
    columns: COLUMNS.map((order) => column(order, query, frame)),
    rows: cards.map((card) => row(card, labs, frame.language)),
  })}</div>`;
}

function column(order: ReleaseOrder, query: ReleaseQuery, frame: Frame): Column {
  const words = listingWords[frame.language];
  const current = query.order === order;
  const descending = current ? !query.descending : GREATEST_FIRST.has(order);
  const address = addressWith(frame, { order: `${descending ? '-' : ''}${order}`, cursor: null, lang: null });
  const arrow = current ? html` <span aria-hidden="true">${query.descending ? '↓' : '↑'}</span>` : NOTHING;
  const name = words.columns[order];
  return {
    head: html`<a href="${address}" title="${words.sortBy(name)}">${name}${arrow}</a>`,
    number: NUMBERS.has(order),
    ...(current ? { sorted: query.descending ? ('descending' as const) : ('ascending' as const) } : {}),
  };
}

function row(card: ReleaseCard, labs: Labs, language: Language): Piece[] {
  const words = listingWords[language];
  const { total, active } = parametersOfCard(card, language);
  const released = card.releasedOn ?? card.shownAt.slice(0, 10);
  return [
    html`${releaseLink(card.id, card.name)}${releaseMarks({ ...card, kind: 'llm' }, language)}`,
    html`<time class="nowrap" datetime="${released}">${released}</time>`,
    labLink(labs, card.lab, language),
    words.kinds[card.kind],
    total ?? '',
    active ?? '',
    contextAmount(card.facts, language) ?? contextAmount(card.models.largest ?? {}, language) ?? '',
    licenceOfCard(card.facts.license, language) ?? '',
    card.repos,
    card.signals,
  ];
}
