import type { Channel } from '../channel.ts';
import { phrasesOf } from '../languages/index.ts';
import { type FeedFileChannelConfig, feedFormats } from './config.ts';
import { createFeedFileChannel } from './index.ts';

const KEPT = 50;

/** A channel of feeds as configured. */
export function feedFileChannelFrom(config: FeedFileChannelConfig): Channel {
  const { id, folder, formats = feedFormats, base_url: address, keep = KEPT, language = 'en' } = config;
  const { title = phrasesOf(language).feedTitle } = config;
  // A name after it is to lie below it.
  const baseUrl =
    address === undefined ? null : `${new URL(address).href.replace(/[?#].*$/, '').replace(/\/$/, '')}/`;
  return createFeedFileChannel({ id, folder, formats, title, baseUrl, keep, language });
}
