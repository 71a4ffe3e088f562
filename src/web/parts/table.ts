import { type Html, html, NOTHING, type Piece } from '../markup.ts';

export interface Column {
  readonly head: Piece;
  /** Numbers stand below each other by their ends. */
  readonly number?: boolean;
  /** By which the table is sorted, where it is. */
  readonly sorted?: 'ascending' | 'descending' | 'none';
}

export interface TableView {
  /** Says what the table is of; read out before it. */
  readonly caption: string;
  readonly columns: readonly Column[];
  /** Cells of each row; the first names it. */
  readonly rows: readonly (readonly Piece[])[];
  /** For screen readers alone, where a heading above says the same. */
  readonly captionUnseen?: boolean;
}

/** A table that scrolls sideways by itself where it is wider than the page; the region can be reached by keyboard. */
export function table({ caption, columns, rows, captionUnseen = false }: TableView): Html {
  const numbers = columns.map(({ number }) => (number === true ? html` class="number"` : NOTHING));
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table>
<caption${captionUnseen ? html` class="unseen"` : NOTHING}>${caption}</caption>
<thead><tr>${columns.map(
    ({ head, sorted }, index) =>
      html`<th scope="col"${numbers[index]}${sorted === undefined || sorted === 'none' ? NOTHING : html` aria-sort="${sorted}"`}>${head}</th>`,
  )}</tr></thead>
<tbody>
${rows.map(
  ([name, ...cells]) =>
    html`<tr><th scope="row"${numbers[0]}>${name}</th>${cells.map((cell, index) => html`<td${numbers[index + 1]}>${cell}</td>`)}</tr>
`,
)}</tbody></table></div>`;
}
