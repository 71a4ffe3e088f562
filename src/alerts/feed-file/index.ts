import { join, resolve } from 'node:path';
import type { Channel, RenderedMessage, SendContext, SendOutcome } from '../channel.ts';
import type { Language } from '../language.ts';
import { phrasesOf } from '../languages/index.ts';
import type { FeedFormat } from './config.ts';
import { type FeedEntry, renderEntry, renderedEntry, uuidOf } from './entry.ts';
import { putEntry, readEntries, readEntry, removeEntry, sweep, writeWhole } from './entry-files.ts';
import { type FeedHead, generateFeed } from './generate.ts';

export interface FeedFileChannelOptions {
  readonly id: string;
  readonly folder: string;
  readonly formats: readonly FeedFormat[];
  readonly title: string;
  readonly baseUrl: string | null;
  /** Entries of each feed. */
  readonly keep: number;
  readonly language: Language;
}

/** The entries that feeds are made from; web servers do not show what begins with a dot. */
const ENTRIES = '.entries';

/** More often than processes write to one folder at the same moment. */
const MOST_TURNS = 20;

/**
 * Writes alerts as feeds: `all.rss`, `all.atom`, `all.json`, and the same for each lab.
 *
 * There is no lock that a killed process could leave behind. An entry is a file of its own, put there as a whole; a feed
 * is made from all entries, and made again where they changed while it was written. Whoever writes last has seen all.
 */
export function createFeedFileChannel(options: FeedFileChannelOptions): Channel {
  const folder = resolve(options.folder);

  async function put(id: string, message: RenderedMessage, context: SendContext): Promise<SendOutcome> {
    const rendered = renderedEntry.parse(JSON.parse(message.body));
    const feeds = [
      { name: 'all', title: options.title },
      ...(rendered.lab === null
        ? []
        : [
            {
              name: `lab-${rendered.lab.id}`,
              title: phrasesOf(options.language).labFeed(options.title, rendered.lab.name),
            },
          ]),
    ];
    try {
      for (const feed of feeds) {
        const entries = join(folder, ENTRIES, feed.name);
        const before = await readEntry(entries, id);
        // What is amended keeps its place.
        await putEntry(entries, { ...rendered, id, published: before?.published ?? rendered.updated });
        await writeFeed(feed, entries);
        await sweep(entries, context.sentAt);
      }
      await sweep(folder, context.sentAt);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === undefined) throw error;
      return { kind: 'retry', code: 'file', message: `${folder} could not be written to (${code})` };
    }
    return { kind: 'sent', messageId: id };
  }

  async function writeFeed(feed: { name: string; title: string }, folderOfEntries: string): Promise<void> {
    const head = headOf(feed);
    let entries = await readEntries(folderOfEntries);
    for (let turn = 0; turn < MOST_TURNS; turn++) {
      const shown = entries.slice(0, options.keep);
      for (const format of options.formats) {
        await writeWhole(join(folder, `${feed.name}.${format}`), generateFeed(format, head, shown));
      }
      const now = await readEntries(folderOfEntries);
      if (sameEntries(shown, now.slice(0, options.keep))) {
        for (const old of now.slice(options.keep)) await removeEntry(folderOfEntries, old.id);
        return;
      }
      entries = now;
    }
  }

  function headOf({ name, title }: { name: string; title: string }): FeedHead {
    const { id, baseUrl, language } = options;
    const address = (format: FeedFormat) => (baseUrl === null ? null : `${baseUrl}${name}.${format}`);
    return { identity: `${id} ${name}`, title, page: baseUrl, address, language };
  }

  return {
    id: options.id,
    kind: 'feed-file',
    render: (content, reader) => ({
      contentType: 'application/json',
      body: JSON.stringify(renderEntry(content, reader)),
    }),
    send: (message, context) => put(`urn:uuid:${uuidOf(context.idempotencyKey)}`, message, context),
    edit: put,
  };
}

function sameEntries(some: readonly FeedEntry[], others: readonly FeedEntry[]): boolean {
  return JSON.stringify(some) === JSON.stringify(others);
}
