import { UpstreamError } from '../../errors.ts';
import { DEFAULT_WIKI } from '../source-config.ts';
import type { WikipediaPageConfig } from './config.ts';
import { type CurrentPage, type PagesByTitle, pageAskedFor, queryAnswerSchema } from './schema.ts';
import { type SharedQuestion, shareQuestion } from './shared-question.ts';
import { askWiki, type WikiContext } from './wiki-api.ts';

/** Titles in one question, for those without a right to more: https://www.mediawiki.org/wiki/API:Query#Limits. */
const MOST_TITLES = 50;

/** Encoded characters of titles in one question: Chinese ones are nine for each, and addresses end at some 8,000. */
const LONGEST_TITLES = 6000;

/** What is asked of each page. */
const ASKED = { action: 'query', prop: 'info|pageprops', ppprop: 'disambiguation' };

/** The configured pages of each site: one question is asked for up to 50 of them. */
export interface WikiSites {
  /** What a configured title leads to now. Throws as askWiki does. */
  currentPage(config: WikipediaPageConfig, context: WikiContext): Promise<CurrentPage>;
  /** What a page that was seen before is now, wherever it was moved to. */
  pageById(config: WikipediaPageConfig, id: number, context: WikiContext): Promise<CurrentPage>;
}

/** `https://en.wikipedia.org`, without a slash at its end. */
export function siteOf(config: WikipediaPageConfig): string {
  return new URL(config.site ?? DEFAULT_WIKI).origin;
}

/** What the pages of one program share. Those of one site are asked about together. */
export function createWikiSites(pages: readonly WikipediaPageConfig[]): WikiSites {
  const questions = new Map<string, SharedQuestion<PagesByTitle>>();
  for (const [site, ofSite] of Map.groupBy(pages, siteOf)) {
    const titles = [...new Set(ofSite.map(({ title }) => title))];
    for (const batch of batches(titles)) {
      const question = questionFor(site, batch);
      for (const title of batch) questions.set(`${site} ${title}`, question);
    }
  }
  return {
    async currentPage(config, context) {
      const site = siteOf(config);
      const question = questions.get(`${site} ${config.title}`) ?? questionFor(site, [config.title]);
      const page = pageAskedFor(await question.askFor(config.title, context), config.title);
      if (page !== undefined) return page;
      throw new UpstreamError('upstream-shape', 'the wiki answered without a page that it was asked for', {
        title: config.title,
      });
    },
    async pageById(config, id, context) {
      const question = { ...ASKED, pageids: `${id}` };
      const answer = await askWiki(siteOf(config), question, queryAnswerSchema, context);
      return answer.byId.get(id) ?? { kind: 'missing' };
    },
  };
}

function questionFor(site: string, titles: readonly string[]): SharedQuestion<PagesByTitle> {
  // A title in the other Chinese script is the same page: https://www.mediawiki.org/wiki/API:Query.
  const question = { ...ASKED, redirects: '1', converttitles: '1', titles: titles.join('|') };
  return shareQuestion((context) => askWiki(site, question, queryAnswerSchema, context));
}

function batches(titles: readonly string[]): string[][] {
  const all: string[][] = [];
  let length = 0;
  for (const title of titles) {
    const own = encodeURIComponent(title).length + 3;
    const last = all.at(-1);
    if (last === undefined || last.length === MOST_TITLES || length + own > LONGEST_TITLES) {
      all.push([title]);
      length = own;
    } else {
      last.push(title);
      length += own;
    }
  }
  return all;
}
