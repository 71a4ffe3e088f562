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
  /**
   * On a narrow screen each row is a block with its cells below each other, where otherwise the table scrolls sideways:
   * `named` with the heads of their columns, which have to be text then, `bare` where a cell is clear by itself.
   */
  readonly stacks?: 'named' | 'bare';
}

/** What is laid out as blocks has to say that it is a table all the same: browsers go by the layout. */
const ROLES = {
  table: html` class="stacks" role="table"`,
  group: html` role="rowgroup"`,
  row: html` role="row"`,
  head: html` role="columnheader"`,
  name: html` role="rowheader"`,
  cell: html` role="cell"`,
} as const;
const PLAIN: Readonly<Record<keyof typeof ROLES, Html>> = {
  table: NOTHING,
  group: NOTHING,
  row: NOTHING,
  head: NOTHING,
  name: NOTHING,
  cell: NOTHING,
};

/** A table that scrolls sideways by itself where it is wider than the page; the region can be reached by keyboard. */
export function table(view: TableView): Html {
  const { caption, columns, rows, captionUnseen = false, stacks } = view;
  const roles = stacks === undefined ? PLAIN : ROLES;
  const numbers = columns.map(({ number }) => (number === true ? html` class="number"` : NOTHING));
  const names = columns.map(({ head }) => (stacks === 'named' ? html` data-head="${head}"` : NOTHING));
  const cellMarks = columns.map((_, index) => html`${roles.cell}${numbers[index]}${names[index]}`);
  const nameMarks = html`${roles.name}${numbers[0]}`;
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table${roles.table}>
<caption${captionUnseen ? html` class="unseen"` : NOTHING}>${caption}</caption>
<thead${roles.group}><tr${roles.row}>${columns.map(
    ({ head, sorted }, index) =>
      html`<th scope="col"${roles.head}${numbers[index]}${sorted === undefined || sorted === 'none' ? NOTHING : html` aria-sort="${sorted}"`}>${head}</th>`,
  )}</tr></thead>
<tbody${roles.group}>
${rows.map(
  ([name, ...cells]) =>
    html`<tr${roles.row}><th scope="row"${nameMarks}>${name}</th>${cells.map((cell, index) => html`<td${cellMarks[index + 1]}>${cell}</td>`)}</tr>
`,
)}</tbody></table></div>`;
}
