const SPANS = { h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 } as const;
const DAY = /^\d{4}(?:-\d{2}(?:-\d{2})?)?$/;
const INSTANT = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/i;

/**
 * What a moment means that somebody typed, in milliseconds since 1970: the beginning (UTC) of a year, month or day, an
 * instant of ISO 8601 with its zone, or so long before `now` (`12h`, `7d`, `4w`). Null where it is none of these.
 */
export function parseMoment(text: string, now: number): number | null {
  const written = text.trim();
  const span = /^(\d{1,5})([hdw])$/.exec(written);
  if (span !== null) return now - Number(span[1]) * SPANS[span[2] as keyof typeof SPANS];
  const day = DAY.test(written) ? written : INSTANT.exec(written)?.[1];
  const time = Date.parse(written);
  return day !== undefined && isDay(day) && !Number.isNaN(time) ? time : null;
}

/** JavaScript takes 30 February for 2 March where a time stands behind it. */
function isDay(day: string): boolean {
  const midnight = Date.parse(day);
  return !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(day);
}
