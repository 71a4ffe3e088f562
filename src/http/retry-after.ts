/** Longest wait that an upstream's word alone imposes: a mistake there must not silence a source for good. */
const LONGEST_WAIT_MS = 24 * 60 * 60 * 1000;

/**
 * Milliseconds to wait by a `Retry-After` header: whole seconds or an HTTP-date
 * (https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3). A date is measured against the answer's own `Date` where
 * there is one, so that two clocks that differ do no harm. Null where it is absent or says nothing usable.
 */
export function retryAfterMs(retryAfter: string | null, date: string | null, now: number): number | null {
  const text = retryAfter?.trim();
  if (!text) return null;
  if (/^\d+(\.\d+)?$/.test(text)) return clampWait(Math.ceil(Number(text)) * 1000);
  const at = parseHttpDate(text);
  if (at === null) return null;
  const base = (date === null ? null : parseHttpDate(date)) ?? now;
  return clampWait(at - base);
}

/** The three forms of https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7; the asctime form means GMT without saying so. */
function parseHttpDate(text: string): number | null {
  if (!/[a-z]{3}/i.test(text)) return null;
  const at = Date.parse(/(gmt|utc|[+-]\d{4})$/i.test(text.trim()) ? text : `${text} GMT`);
  return Number.isNaN(at) ? null : at;
}

function clampWait(ms: number): number {
  return Math.min(Math.max(ms, 0), LONGEST_WAIT_MS);
}
