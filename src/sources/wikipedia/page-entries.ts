import type { EntryObservation } from '../../domain/observation.ts';
import { letOthersRun } from '../../event-loop.ts';
import { keyRows, sentenceKey } from './entry-key.ts';
import { normalName } from './entry-name.ts';
import { isInfobox, readInfobox } from './infobox.ts';
import { type PagePart, partsOf } from './page-parts.ts';
import { readPageTree } from './page-tree.ts';
import { oneLine } from './plain-text.ts';
import { datedReleases } from './release-sentences.ts';
import { rowsOf, type TableRow } from './release-table.ts';
import { sentencesOf } from './sentences.ts';
import { layOut, type RowBudget } from './table-grid.ts';

/** A page at one revision. */
export interface PageRevision {
  readonly title: string;
  readonly revision: number;
  /** `https://en.wikipedia.org`. */
  readonly site: string;
  /** As the parser gives it, in either flavour. */
  readonly html: string;
}

/** Rows of one page that are read, all tables together: the longest lists have some hundreds. */
const MOST_ROWS = 5000;

const MOST_SENTENCES = 2000;

interface Placed<T> {
  readonly what: T;
  readonly part: PagePart;
}

/** What a page states, each under its key. Throws UpstreamError where the page is none that can be read. */
export async function readEntries(page: PageRevision): Promise<EntryObservation[]> {
  const root = await readPageTree(page.html);
  const budget: RowBudget = { rows: MOST_ROWS };
  const infoboxes: Placed<TableRow>[] = [];
  const rows: (TableRow & { readonly part: PagePart })[] = [];
  const sentences = new Map<string, EntryObservation>();
  for (const part of partsOf(root)) {
    await letOthersRun();
    if (part.kind === 'text') {
      for (const sentence of sentencesOf(part.lines)) addSentences(page, part, sentence, sentences);
    } else if (isInfobox(part.table)) {
      infoboxes.push({ what: readInfobox(part.table, layOut(part.table, budget)), part });
    } else {
      for (const row of rowsOf(layOut(part.table, budget))) rows.push({ ...row, part });
    }
  }
  return [
    ...infoboxEntries(page, infoboxes),
    ...[...keyRows(rows)].map(([key, { part, ...row }]) => entry(page, part, key, 'row', row, null)),
    ...sentences.values(),
  ];
}

/** The first infobox is the page's own, whatever it is called; others are known by their titles. */
function infoboxEntries(page: PageRevision, infoboxes: readonly Placed<TableRow>[]): EntryObservation[] {
  const entries = new Map<string, EntryObservation>();
  infoboxes.forEach(({ what, part }, index) => {
    const subject = what.subject || (index === 0 ? oneLine(page.title) : (part.headings.at(-1) ?? ''));
    const key = `infobox:${index === 0 ? '1' : normalName(subject) || `${index + 1}`}`;
    if (Object.keys(what.fields).length === 0 || entries.has(key)) return;
    entries.set(key, entry(page, part, key, 'infobox', { subject, fields: what.fields }, null));
  });
  return [...entries.values()];
}

function addSentences(
  page: PageRevision,
  part: PagePart,
  sentence: string,
  entries: Map<string, EntryObservation>,
): void {
  for (const { subject, date, isoDate, quote } of datedReleases(sentence)) {
    const key = sentenceKey(subject, isoDate);
    if (entries.has(key) || entries.size >= MOST_SENTENCES) continue;
    const said = { subject, fields: { released_on: date } };
    entries.set(key, entry(page, part, key, 'sentence', said, quote));
  }
}

function entry(
  page: PageRevision,
  part: PagePart,
  key: string,
  statement: EntryObservation['statement'],
  { subject, fields }: TableRow,
  quote: string | null,
): EntryObservation {
  const caption = part.kind === 'table' && part.caption !== '' ? [part.caption] : [];
  return {
    key,
    statement,
    subject,
    developer: fields.developer ?? null,
    place: [...part.headings, ...caption].join(' › '),
    fields,
    quote,
    url: pinned(page, part.anchor),
  };
}

/** https://www.mediawiki.org/wiki/Help:Permanent_link; the title is for who reads the address. */
function pinned({ site, title, revision }: PageRevision, anchor: string | null): string {
  const name = encodeURIComponent(title.replaceAll(' ', '_'));
  const fragment = anchor === null ? '' : `#${encodeURIComponent(anchor)}`;
  return `${site}/w/index.php?title=${name}&oldid=${revision}${fragment}`;
}
