import type { Language } from '../../../alerts/language.ts';
import type { ReleaseCard } from '../../../domain/release-card.ts';
import type { Labs } from '../../../pipeline/view-release.ts';
import { type Html, html, joined, NOTHING } from '../../markup.ts';
import { factsOfCard } from '../../parts/card-facts.ts';
import { dayInFull, weekdayOf } from '../../parts/day.ts';
import { labLink, releaseLink } from '../../parts/links.ts';
import { releaseMarks } from '../../parts/release-marks.ts';
import { listingWords } from '../../words/listing-words.ts';

export interface Timeline {
  readonly cards: readonly ReleaseCard[];
  readonly labs: Labs;
  /** How many say that a release is there, by its id. */
  readonly sources: ReadonlyMap<string, number>;
  readonly language: Language;
  /** All are of one lab, which the page names. */
  readonly ofOneLab?: boolean;
}

/** Releases, newest first, under the day on which each stands. */
export function timeline(view: Timeline): Html {
  const days = Map.groupBy(view.cards, dayOf);
  return html`<div class="timeline">${[...days].map(
    ([day, cards]) => html`<section class="day">
<h2><time datetime="${day}">${dayInFull(day, view.language)}</time>${weekday(day, view.language)}</h2>
<ol>${cards.map((card) => entry(card, view))}</ol>
</section>`,
  )}</div>`;
}

function weekday(day: string, language: Language): Html {
  return day.length < 10 ? NOTHING : html` <span class="soft">${weekdayOf(day, language)}</span>`;
}

/** Of what nobody saw, only the date is known that somebody says: as precise as that. */
function dayOf({ repos, releasedOn, shownAt }: ReleaseCard): string {
  return repos === 0 && releasedOn !== undefined && releasedOn.length < 10
    ? releasedOn
    : shownAt.slice(0, 10);
}

function entry(card: ReleaseCard, { labs, sources, language, ofOneLab = false }: Timeline): Html {
  const words = listingWords[language];
  const { size, context, licence } = factsOfCard(card, language);
  const facts = [
    size,
    context,
    licence,
    card.models.count > 1 ? words.models(card.models.count) : null,
    card.repos > 0 ? words.repos(card.repos) : null,
  ];
  const agree = sources.get(card.id) ?? 0;
  return html`<li class="entry">
<p class="name">${releaseLink(card.id, card.name)}${ofOneLab ? NOTHING : html` <span class="of">${labLink(labs, card.lab, language)}</span>`}${releaseMarks(card, language)}</p>
<p class="facts">${joined(facts, ' · ')}</p>
${agree === 0 ? NOTHING : html`<p class="agree">${words.sources(agree)}</p>`}</li>`;
}
