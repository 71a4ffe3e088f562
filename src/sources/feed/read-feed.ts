import {
  DetectError,
  MalformedError,
  ParseError,
  parseAtomFeed,
  parseJsonFeed,
  parseRdfFeed,
  parseRssFeed,
} from 'feedsmith';
import { UpstreamError } from '../../errors.ts';
import { mendXml } from './mend-xml.ts';
import { type FeedDocument, ofAtom, ofJson, ofRdf, ofRss, rssInJsonSchema } from './schema.ts';
import {
  countTags,
  findRoot,
  hasEnd,
  hasLooseAmpersand,
  withListsOfOne,
  withoutTableOfContents,
} from './xml-text.ts';

export interface ReadFeed {
  readonly document: FeedDocument;
  /** What was mended to read it, in static words. */
  readonly salvaged: readonly string[];
  /** Whether it broke off: what was read is not the whole. */
  readonly truncated: boolean;
}

/**
 * A feed of any format. Throws UpstreamError: `upstream-challenge` where it is a page for people, `upstream-not-feed`,
 * `upstream-truncated` where it broke off before its first item was whole, `upstream-shape`.
 */
export function readFeed(text: string): ReadFeed {
  if (/^\s*[[{]/.test(text)) return { document: readJson(text), salvaged: [], truncated: false };
  const root = findRoot(text);
  if (root === null) throw notFeed();
  if (root.name === 'html') {
    throw new UpstreamError('upstream-challenge', 'a page for people came in place of the feed');
  }
  // The document type goes with what stands before the root: no entity of its own is ever resolved, none fetched.
  return readXml(text.slice(root.at), root.name, root.afterText ? ['text before the feed was left out'] : []);
}

type XmlFormat = 'rss' | 'rdf' | 'feed';

function readXml(xml: string, format: XmlFormat, salvaged: string[]): ReadFeed {
  const tags = countTags(xml);
  const read = hasEnd(xml, format) && !tags.hasLongPerson ? parseXml(xml, format) : null;
  if (hasLooseAmpersand(xml)) salvaged.push('ampersands or entities that XML does not know');
  // An element that nobody closed swallows the items after it, and the parser does not say so.
  if (read !== null && read.items.length >= tags.items) return { document: read, salvaged, truncated: false };
  const mended = mendXml(xml);
  if (read !== null && mended.items <= read.items.length)
    return { document: read, salvaged, truncated: false };
  const document = parseXml(mended.xml, format);
  if (mended.truncated && mended.items === 0) {
    throw new UpstreamError('upstream-truncated', 'the feed broke off before its first item was whole');
  }
  if (document === null) throw new UpstreamError('upstream-shape', 'the feed is broken beyond mending');
  salvaged.push(
    mended.truncated ? 'it broke off: an unfinished item was left out' : 'XML that is not well-formed',
  );
  return { document, salvaged, truncated: mended.truncated };
}

/** Null where it is not well-formed enough. */
function parseXml(xml: string, format: XmlFormat): FeedDocument | null {
  try {
    if (format === 'rss') return ofRss(parseRssFeed(withListsOfOne(xml)));
    if (format === 'feed') return ofAtom(parseAtomFeed(xml));
    return ofRdf(parseRdfFeed(withoutTableOfContents(xml)));
  } catch (error) {
    if (error instanceof MalformedError) return null;
    // A root with nothing in it: the parser knows a feed by its elements.
    if (error instanceof DetectError || error instanceof ParseError) return null;
    throw error;
  }
}

function readJson(text: string): FeedDocument {
  const value = parseJson(text);
  const asRss = rssInJsonSchema.safeParse(value);
  if (asRss.success) return asRss.data;
  try {
    return ofJson(parseJsonFeed(value));
  } catch (error) {
    if (error instanceof DetectError || error instanceof ParseError) throw notFeed();
    throw error;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (!/end of JSON input|Unterminated|after (?:array element|property)/.test((error as Error).message)) {
      throw notFeed();
    }
    throw new UpstreamError('upstream-truncated', 'the feed is JSON that broke off', {}, { cause: error });
  }
}

function notFeed(): UpstreamError {
  return new UpstreamError('upstream-not-feed', 'the answer is no feed');
}
