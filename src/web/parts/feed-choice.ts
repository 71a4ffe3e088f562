import { feedFormats } from '../../alerts/feed-file/config.ts';
import { type FeedPlace, feedAddress } from '../feeds/feed-address.ts';
import { type Html, html, joined } from '../markup.ts';
import { listingWords } from '../words/listing-words.ts';

const NAMES: Readonly<Record<(typeof feedFormats)[number], string>> = {
  atom: 'Atom',
  rss: 'RSS',
  json: 'JSON Feed',
};

/** Links to what a page shows as feeds, for who reads the page and not its head. */
export function feedChoice(place: FeedPlace): Html {
  const links = feedFormats.map(
    (format) => html`<a href="${feedAddress(place, format)}">${NAMES[format]}</a>`,
  );
  return html`<p class="downloads"><span>${listingWords[place.language].asFeed}</span>${joined(links, ' ')}</p>`;
}
