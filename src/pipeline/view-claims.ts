import { type ClaimValue, valueToJson } from '../domain/claims/claim-value.ts';
import type { DescribedRelease } from '../domain/claims/described-release.ts';
import type { ClaimRow, ReleaseRow } from '../store/schema.ts';

/** What one source says of one thing, as `release ID --json` prints it. */
export interface ClaimView {
  /** The model that it is about, or the release. */
  readonly subject: string;
  readonly attribute: string;
  readonly value: unknown;
  /** As the source wrote it. */
  readonly written: string;
  readonly source: string;
  readonly url: string;
  /** In which words; null where it was read from a field and not from a text. */
  readonly quote: string | null;
  /** ISO 8601: when it was first seen to say so. */
  readonly observedAt: string;
  /** Where in the source: a tag, a table, a section. */
  readonly place: string;
  /** How it was read: `listing`, `config`, `entry`, `text`, `baseline` and so on. */
  readonly extraction: string;
  /** Whether the source says so still. */
  readonly current: boolean;
  /** Whether the catalog holds it to be true. */
  readonly believed: boolean;
}

/** Every claim there is about a release, also where another is believed: what is still said first, then what was said once. */
export function viewClaims(
  release: Pick<ReleaseRow, 'name'>,
  described: Pick<DescribedRelease, 'believed'>,
  claims: readonly ClaimRow[],
): ClaimView[] {
  const believed = new Set(described.believed);
  const ordered = [...claims].sort((left, right) => right.current - left.current || left.seq - right.seq);
  return ordered.map((row) => ({
    ...viewClaim(row, row.model === '' ? release.name : row.model),
    believed: believed.has(String(row.seq)),
  }));
}

/** `subject`: what it is about, by name. */
export function viewClaim(row: ClaimRow, subject: string): Omit<ClaimView, 'believed'> {
  return {
    subject,
    attribute: row.attribute,
    value: valueToJson(JSON.parse(row.value) as ClaimValue),
    written: row.written,
    source: row.source,
    url: row.url,
    quote: row.quote,
    observedAt: new Date(row.observed_at).toISOString(),
    place: row.place,
    extraction: row.extraction,
    current: row.current === 1,
  };
}
