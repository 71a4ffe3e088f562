import { UpstreamError } from '../../errors.ts';
import { countRequests } from '../../http/request-count.ts';
import type { PollResult, Source, SourceContext } from '../source.ts';
import type { WikipediaPageConfig } from './config.ts';
import { readEntries } from './page-entries.ts';
import { type CurrentPage, parseAnswerSchema, type Validator, validatorSchema } from './schema.ts';
import { askWiki, type WikiContext } from './wiki-api.ts';
import { siteOf, type WikiSites } from './wiki-sites.ts';

export { createWikiSites, type WikiSites } from './wiki-sites.ts';

/** Raised whenever a page yields other entries than before, so that unchanged revisions are read again. */
const PARSER_VERSION = 1;

type ExistingPage = Extract<CurrentPage, { kind: 'page' }>;

/** Watches one page of a wiki: its infobox, the rows of its release tables, its dated sentences about releases. */
export function createWikipediaPageSource(
  config: WikipediaPageConfig,
  locator: string,
  wikis: WikiSites,
): Source {
  return {
    locator,
    poll: (context) => poll(config, wikis, context),
    expectedCount: () => Promise.resolve(null),
  };
}

async function poll(
  config: WikipediaPageConfig,
  wikis: WikiSites,
  context: SourceContext,
): Promise<PollResult> {
  const http = countRequests(context.http);
  const asking: WikiContext = { http, clock: context.clock, signal: context.signal };
  const known = readValidator(context.validator);
  const { page, moved } = await findPage(config, wikis, known, asking);
  if (page === null) return { kind: 'gone', requests: http.requests };
  const validator: Validator = { page: page.id, revision: page.revision, parser: PARSER_VERSION };
  if (known !== null && JSON.stringify(known) === JSON.stringify(validator))
    return { kind: 'not-modified', requests: http.requests };
  const html = await fetchRevision(config, page, asking);
  const { title, revision } = page;
  return {
    kind: 'changed',
    form: 'entries',
    observations: await readEntries({ title, revision, site: siteOf(config), html }),
    validator: JSON.stringify(validator),
    requests: http.requests,
    ...(moved
      ? { salvaged: ['the title leads to another page now: the page that was known is followed'] }
      : {}),
  };
}

interface FoundPage {
  /** Null: it no longer exists. */
  readonly page: ExistingPage | null;
  /** It is found by its id: its title leads elsewhere. */
  readonly moved: boolean;
}

/**
 * The page that is watched. A title may come to lead to another page (a list of namesakes in its place, or nothing
 * where the move left no redirect); as long as the known page is there by its id, it is the one. Where it was merged
 * into another, or deleted and written anew, the page under the title is.
 */
async function findPage(
  config: WikipediaPageConfig,
  wikis: WikiSites,
  known: Validator | null,
  context: WikiContext,
): Promise<FoundPage> {
  const titled = await wikis.currentPage(config, context);
  if (known !== null && (titled.kind === 'missing' || titled.id !== known.page)) {
    const before = await wikis.pageById(config, known.page, context);
    if (before.kind === 'page' && !before.redirect) return { page: before, moved: true };
  }
  if (titled.kind === 'missing') return { page: null, moved: false };
  if (titled.disambiguation) {
    throw new UpstreamError(
      'upstream-shape',
      'the title leads to a list of namesakes: configure one of them',
      {
        title: titled.title,
      },
    );
  }
  return { page: titled, moved: false };
}

/** The revision as HTML: https://www.mediawiki.org/wiki/API:Parsing_wikitext. */
async function fetchRevision(
  config: WikipediaPageConfig,
  { revision }: ExistingPage,
  context: WikiContext,
): Promise<string> {
  const question = {
    action: 'parse',
    oldid: `${revision}`,
    prop: 'text',
    disablelimitreport: '1',
    disableeditsection: '1',
    disabletoc: '1',
  };
  const { html } = await askWiki(siteOf(config), question, parseAnswerSchema, context);
  return html;
}

/** Null where there is none, or it is not of this source's making. */
function readValidator(text: string | null | undefined): Validator | null {
  if (!text) return null;
  try {
    const parsed = validatorSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
