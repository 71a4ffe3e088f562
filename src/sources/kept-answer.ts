import { hash } from 'node:crypto';
import { z } from 'zod';
import { VERSION } from '../package-root.ts';

/**
 * What a source keeps of its last answer, as the text of a validator. `reader` tells the program's version and what of
 * the configuration decides how an answer is read: kept under another, it stands for nothing.
 */
const keptSchema = z.object({
  reader: z.string(),
  hash: z.string(),
  etag: z.nullable(z.string()),
  lastModified: z.nullable(z.string()),
});

export type KeptAnswer = z.infer<typeof keptSchema>;

/** The mark of who reads: the version, so that an update reads everything again, and the configuration. */
export function readerMark(configuration: unknown): string {
  return digest([VERSION, configuration]);
}

/** What was kept, if the same reader kept it. */
export function keptAnswer(validator: string | null | undefined, reader: string): KeptAnswer | null {
  if (!validator) return null;
  let value: unknown;
  try {
    value = JSON.parse(validator);
  } catch (error) {
    // Of another kind of source, or of an older version: as good as none.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  const kept = keptSchema.safeParse(value);
  return kept.success && kept.data.reader === reader ? kept.data : null;
}

/** ETags go back exactly as they came; where there is one, it alone counts (RFC 9110, 13.1.3). */
export function conditionalHeaders(kept: KeptAnswer | null): Record<string, string> {
  if (kept === null) return {};
  return {
    ...(kept.etag === null ? {} : { 'if-none-match': kept.etag }),
    ...(kept.lastModified === null ? {} : { 'if-modified-since': kept.lastModified }),
  };
}

/** The validator of an answer. `headers`: of an answer that is one whole; null for one of several pages. */
export function validatorOf(reader: string, shown: unknown, headers: Headers | null): string {
  const kept: KeptAnswer = {
    reader,
    hash: digest(shown),
    etag: headers?.get('etag') ?? null,
    lastModified: headers?.get('last-modified') ?? null,
  };
  return JSON.stringify(kept);
}

/** Whether the same was shown before. */
export function showsTheSame(kept: KeptAnswer | null, shown: unknown): boolean {
  return kept !== null && kept.hash === digest(shown);
}

function digest(value: unknown): string {
  return hash('sha256', JSON.stringify(value), 'base64url').slice(0, 22);
}
