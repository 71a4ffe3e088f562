import type { parseAtomFeed, parseJsonFeed, parseRdfFeed, parseRssFeed } from 'feedsmith';

/** What feedsmith makes of each format, dates left as text. */
export type RssFeed = ReturnType<typeof parseRssFeed<string>>;
export type RdfFeed = ReturnType<typeof parseRdfFeed<string>>;
export type AtomFeed = ReturnType<typeof parseAtomFeed<string>>;
export type JsonFeed = ReturnType<typeof parseJsonFeed<string>>;
