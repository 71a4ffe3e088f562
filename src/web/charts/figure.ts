import { type Html, html, NOTHING, type Piece } from '../markup.ts';
import { WIDTH } from './drawing.ts';

/** A chart with all that belongs to it. Texts are escaped; the drawing is made of them by the same templates. */
export interface Chart {
  /** Unique on the page. */
  readonly id: string;
  readonly title: string;
  /** What is counted, and what is left out. */
  readonly about: string;
  /** What the drawing looks like, for who does not see it. */
  readonly description: string;
  readonly height: number;
  readonly drawing: Html;
  /** Whether there are links in the drawing: then it is no image to a screen reader, but a group of things. */
  readonly linked: boolean;
  readonly legend: readonly LegendEntry[];
  readonly table: Table;
}

export interface LegendEntry {
  /** Of the style sheet: `series-0`. */
  readonly style: string;
  readonly name: string;
}

export interface Table {
  readonly summary: string;
  readonly caption: string;
  readonly head: readonly string[];
  /** The first cell of each is its heading. */
  readonly rows: readonly (readonly Piece[])[];
}

/** The chart as a figure: its drawing, what its colours mean, and its numbers in a table beneath. */
export function figure(chart: Chart): Html {
  const { id, title, about, linked } = chart;
  return html`<section class="chart" aria-labelledby="${id}">
<h2 id="${id}">${title}</h2>
<p class="soft">${about}</p>
<figure>
<div class="scroll drawing" tabindex="0" role="region" aria-label="${title}">
<svg viewBox="0 0 ${WIDTH} ${chart.height}" role="${linked ? 'group' : 'img'}" aria-labelledby="${id}-title ${id}-desc">
<title id="${id}-title">${title}</title><desc id="${id}-desc">${chart.description}</desc>
${chart.drawing}</svg></div>
${legend(chart.legend)}
</figure>
${table(chart.table)}
</section>`;
}

function legend(entries: readonly LegendEntry[]): Html {
  if (entries.length === 0) return NOTHING;
  return html`<figcaption><ul class="legend">${entries.map(
    ({ style, name }) =>
      html`<li><svg viewBox="0 0 10 10" aria-hidden="true"><rect class="${style}" width="10" height="10" rx="2"/></svg>${name}</li>`,
  )}</ul></figcaption>`;
}

function table({ summary, caption, head, rows }: Table): Html {
  return html`<details><summary>${summary}</summary>
<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table><caption>${caption}</caption>
<thead><tr>${head.map((cell) => html`<th scope="col">${cell}</th>`)}</tr></thead>
<tbody>${rows.map(
    ([first, ...rest]) =>
      html`<tr><th scope="row">${first}</th>${rest.map((cell) => html`<td>${cell}</td>`)}</tr>`,
  )}</tbody></table></div></details>`;
}
