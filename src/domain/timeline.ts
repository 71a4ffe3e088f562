/** What of a release decides where it stands among others. */
export interface Dated {
  /** When its first weights became public, milliseconds since 1970; null while there are none. */
  readonly first_public: number | null;
  /** ISO 8601, as precise as known. */
  readonly released_on: string | null;
  /** Milliseconds since 1970. */
  readonly first_seen: number;
}

/**
 * Where a release stands in the timeline, milliseconds since 1970: at its first weights, else on the day that it is said
 * to be of, else when it was heard of. Dates are as precise as they are known, which no database sorts.
 */
export function placeInTimeline({ first_public, released_on, first_seen }: Dated): number {
  if (first_public !== null) return first_public;
  const said = released_on === null ? Number.NaN : Date.parse(released_on);
  return Number.isNaN(said) ? first_seen : said;
}

/** Said, and not there: what is served by an API is there, and so is what documents speak of as released. */
export function isPlan({
  first_public,
  status,
  lifecycle,
}: Pick<Dated, 'first_public'> & { readonly status: string; readonly lifecycle: string }): boolean {
  return first_public === null && status === 'announced' && lifecycle !== 'active';
}
