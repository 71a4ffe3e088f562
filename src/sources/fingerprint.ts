import { createHash } from 'node:crypto';
import type { Lab } from '../domain/lab.ts';
import type { SourceConfig } from './source-config.ts';

/**
 * Versions of how each kind of source is read. To be raised where the same answer yields other observations: what is
 * stored is then compared with the next answer as if it had been configured anew.
 */
const READER_VERSIONS: Readonly<Record<SourceConfig['kind'], number>> = {
  'huggingface-org': 1,
  'wikipedia-page': 1,
  feed: 1,
  'web-page': 1,
  'json-api': 1,
};

/** What may change without an answer being read otherwise. */
const IRRELEVANT: ReadonlySet<string> = new Set(['id', 'every', 'lab', 'publisher', 'official']);

/**
 * A short hash of all that decides what is read in an answer: its configuration, the version of its reader and, where
 * only rows of watched labs are read out of those of the whole world, which labs these are.
 */
export function fingerprintOf(source: SourceConfig, labs: readonly Lab[]): string {
  const settings = Object.entries(source)
    .filter(([name]) => !IRRELEVANT.has(name))
    .sort(([left], [right]) => (left < right ? -1 : 1));
  const watched = isOfTheWholeWorld(source) ? labs : [];
  const all = JSON.stringify([READER_VERSIONS[source.kind], settings, watched]);
  return createHash('sha256').update(all).digest('base64url').slice(0, 16);
}

function isOfTheWholeWorld(source: SourceConfig): boolean {
  if (source.lab !== undefined) return false;
  return (
    source.kind === 'wikipedia-page' ||
    source.kind === 'json-api' ||
    (source.kind === 'web-page' && source.as === 'table')
  );
}
