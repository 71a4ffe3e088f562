import { feedFormats } from '../../alerts/feed-file/config.ts';
import { FEED_TYPES } from '../../alerts/feed-file/generate.ts';
import { type Html, html } from '../markup.ts';
import { type FeedPlace, feedAddress } from './feed-address.ts';

/** For the head of a page: where readers find what it shows as a feed (https://blog.whatwg.org/feed-autodiscovery). */
export function feedLinks(place: FeedPlace, title: string): Html {
  return html`${feedFormats.map(
    (format) =>
      html`<link rel="alternate" type="${FEED_TYPES[format]}" title="${title}" href="${feedAddress(place, format)}">
`,
  )}`;
}
