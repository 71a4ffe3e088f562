import { Hono } from 'hono';
import { browseCards } from '../../../pipeline/browse-releases.ts';
import { type Row, toCsv } from '../../../pipeline/csv-rows.ts';
import type { WebDependencies } from '../../dependencies.ts';
import { type Frame, frameOf } from '../../frame.ts';
import { sendPage } from '../../layout.ts';
import { type Html, html, NOTHING } from '../../markup.ts';
import { sendDownload } from '../../parts/download.ts';
import { filterForm } from '../../parts/filter-form.ts';
import { listingNotes } from '../../parts/listing-notes.ts';
import { pageOrFirst, readListing } from '../../parts/listing-question.ts';
import { offeredLicences } from '../../parts/offered-licences.ts';
import { pagingLinks } from '../../parts/paging.ts';
import type { WebEnv } from '../../web-env.ts';
import { catalogWords } from '../../words/catalog-words.ts';
import { listingWords } from '../../words/listing-words.ts';
import { catalogColumns, catalogRows } from './catalog-rows.ts';
import { catalogTable } from './catalog-table.ts';

const SHOWN = 50;

/** `/catalog`: releases in a table; `/catalog.csv` and `/catalog.json`: the same filters and order, all pages of it. */
export function catalogPage(deps: WebDependencies): Hono<WebEnv> {
  const { labs, configuration, clock } = deps;
  const { reader } = deps.database;
  const read = (search: URLSearchParams) => readListing(search, configuration.labs, clock.now());
  const routes = new Hono<WebEnv>();
  routes.get('/catalog', async (c) => {
    const frame = frameOf(c);
    const { language, search } = frame;
    const question = read(search);
    const { page, strayed } = await pageOrFirst(search.get('cursor'), (cursor) =>
      browseCards(reader, question.query, { limit: SHOWN, cursor }),
    );
    const words = catalogWords[language];
    return sendPage(c, frame, {
      title: words.title,
      body: html`<p class="intro">${words.intro}</p>
${filterForm({ language, action: '/catalog', question, labs, licences: await offeredLicences(reader) })}
${listingNotes({ language, question, strayed, page })}
${page.total === 0 ? NOTHING : catalogTable(page.items, question.query, labs, frame)}
${pagingLinks(frame, page, listingWords[language])}
${page.total === 0 ? NOTHING : downloads(frame)}`,
    });
  });
  routes.get('/catalog.csv', (c) => {
    const { query } = read(frameOf(c).search);
    return sendDownload('modelwatch-catalog.csv', 'text/csv; charset=utf-8', csv(query));
  });
  routes.get('/catalog.json', (c) => {
    const { query } = read(frameOf(c).search);
    return sendDownload('modelwatch-catalog.json', 'application/json', json(query));
  });
  return routes;

  async function* csv(query: Parameters<typeof catalogRows>[1]): AsyncGenerator<string> {
    yield await toCsv(catalogColumns, []);
    for await (const rows of catalogRows(reader, query))
      if (rows.length > 0) yield await toCsv(catalogColumns, rows.map(asText), false);
  }

  async function* json(query: Parameters<typeof catalogRows>[1]): AsyncGenerator<string> {
    let before = '[\n';
    for await (const rows of catalogRows(reader, query)) {
      const text = rows.map((row) => JSON.stringify(row)).join(',\n');
      if (text === '') continue;
      yield before + text;
      before = ',\n';
    }
    yield before === '[\n' ? '[]\n' : '\n]\n';
  }
}

/** A spreadsheet shows `true` as it is read, and nothing for what is not true would be as if it were not known. */
function asText(row: Row): Row {
  return { ...row, disputed: String(row.disputed) };
}

function downloads({ language, search }: Frame): Html {
  const link = (format: string) => {
    const path = `/catalog.${format}`;
    const changed = new URLSearchParams(search);
    for (const name of ['cursor', 'lang']) changed.delete(name);
    const query = changed.toString();
    return html`<a href="${query === '' ? path : `${path}?${query}`}" download>${format.toUpperCase()}</a>`;
  };
  return html`<p class="downloads"><span>${catalogWords[language].download}</span>${link('csv')} ${link('json')}</p>`;
}
