import { Hono } from 'hono';
import type { Language } from '../../alerts/language.ts';
import type { ReleaseQuery } from '../../domain/release-query.ts';
import { readChartData } from '../../pipeline/chart-data.ts';
import { queryText } from '../../pipeline/release-cursor.ts';
import { catalogVersion } from '../../store/catalog-version.ts';
import { ASSET_PATHS } from '../assets.ts';
import type { WebDependencies } from '../dependencies.ts';
import { frameOf } from '../frame.ts';
import { sendPage } from '../layout.ts';
import { type Html, html } from '../markup.ts';
import { filterForm } from '../parts/filter-form.ts';
import { questionProblems } from '../parts/listing-notes.ts';
import { readListing } from '../parts/listing-question.ts';
import { emptyState } from '../parts/notice.ts';
import { offeredLicences } from '../parts/offered-licences.ts';
import type { WebEnv } from '../web-env.ts';
import { chartWords } from '../words/chart-words.ts';
import { listingWords } from '../words/listing-words.ts';
import { catalogCharts } from './catalog-charts.ts';
import { loadDrawing } from './drawing.ts';

/** `/charts`: the catalog in pictures, of the releases that the address asks for. */
export function chartsPage(deps: WebDependencies): Hono<WebEnv> {
  const { labs, configuration, clock, database } = deps;
  const kept = new KeptCharts();
  return new Hono<WebEnv>().get('/charts', async (c) => {
    const frame = frameOf(c);
    const { language, search } = frame;
    const words = chartWords[language];
    const question = readListing(search, configuration.labs, clock.now());
    const licences = await offeredLicences(database.reader);
    const drawn = await kept.of(await catalogVersion(database.reader), question.query, language, () =>
      draw(deps, question.query, language),
    );
    const list = listingWords[language];
    return sendPage(c, frame, {
      title: words.title,
      head: html`<link rel="stylesheet" href="${ASSET_PATHS.charts}">\n`,
      body: html`<p class="intro">${words.intro}</p>
${filterForm({ language, action: '/charts', question, labs, licences })}
${questionProblems(question, language)}
${drawn ?? emptyState(question.filtered ? list.nothingFits : list.nothingYet)}`,
    });
  });
}

/** Null where there is nothing to draw. */
async function draw(
  { database, labs }: WebDependencies,
  query: ReleaseQuery,
  language: Language,
): Promise<Html | null> {
  const data = await readChartData(database.reader, query);
  if (data.total === 0) return null;
  const charts = catalogCharts(data, { language, labs, drawing: await loadDrawing() });
  return html`<p class="count">${chartWords[language].counted(data.total)}</p>\n${charts}`;
}

/** Two megabytes. */
const KEPT = 30;

/** What was drawn of the catalog as it is: to count and draw takes many times as long as to send it. */
class KeptCharts {
  #version = '';
  readonly #drawn = new Map<string, Promise<Html | null>>();

  /** Two who ask at once wait for the same drawing. */
  async of(
    version: string,
    query: ReleaseQuery,
    language: Language,
    drawAnew: () => Promise<Html | null>,
  ): Promise<Html | null> {
    if (version !== this.#version || this.#drawn.size >= KEPT) this.#drawn.clear();
    this.#version = version;
    const key = `${language} ${queryText(query)}`;
    const known = this.#drawn.get(key);
    if (known !== undefined) return await known;
    const drawing = drawAnew();
    this.#drawn.set(key, drawing);
    try {
      return await drawing;
    } catch (error) {
      // The next who asks tries again.
      this.#drawn.delete(key);
      throw error;
    }
  }
}
