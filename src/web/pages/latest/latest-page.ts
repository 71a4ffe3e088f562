import { Hono } from 'hono';
import { browseCards } from '../../../pipeline/browse-releases.ts';
import type { WebDependencies } from '../../dependencies.ts';
import type { FeedPlace } from '../../feeds/feed-address.ts';
import { feedLinks } from '../../feeds/feed-links.ts';
import { frameOf } from '../../frame.ts';
import { sendPage } from '../../layout.ts';
import { html } from '../../markup.ts';
import { feedChoice } from '../../parts/feed-choice.ts';
import { filterForm } from '../../parts/filter-form.ts';
import { listingNotes } from '../../parts/listing-notes.ts';
import { pageOrFirst, readListing } from '../../parts/listing-question.ts';
import { offeredLicences } from '../../parts/offered-licences.ts';
import { pagingLinks } from '../../parts/paging.ts';
import { publishersOf } from '../../parts/release-publishers.ts';
import type { WebEnv } from '../../web-env.ts';
import { latestWords } from '../../words/latest-words.ts';
import { listingWords } from '../../words/listing-words.ts';
import { timeline } from './timeline.ts';

const SHOWN = 40;

/** `/`: releases as they come, newest first. */
export function latestPage(deps: WebDependencies): Hono<WebEnv> {
  const { labs, configuration, clock } = deps;
  return new Hono<WebEnv>().get('/', async (c) => {
    const frame = frameOf(c);
    const { language, search } = frame;
    const { reader } = deps.database;
    const words = latestWords[language];
    const question = readListing(search, configuration.labs, clock.now());
    const { page, strayed } = await pageOrFirst(search.get('cursor'), (cursor) =>
      browseCards(reader, question.query, { limit: SHOWN, cursor }),
    );
    const sources = await publishersOf(reader, page.items);
    const list = listingWords[language];
    const { order: _order, ...asked } = question.typed;
    const feed: FeedPlace = { lab: null, asked, language };
    return sendPage(c, frame, {
      title: words.title,
      head: feedLinks(feed, words.title),
      body: html`<p class="intro">${words.intro}</p>
${filterForm({ language, action: '/', question, labs, licences: await offeredLicences(reader) })}
${listingNotes({ language, question, strayed, page })}
${timeline({ cards: page.items, labs, sources, language })}
${pagingLinks(frame, page, { pages: list.pages, next: list.older, previous: list.newer })}
${feedChoice(feed)}`,
    });
  });
}
