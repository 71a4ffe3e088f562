export interface SeenQuota {
  /** The policy's name (`api`), or an empty string where the header has none. */
  readonly name: string;
  readonly remaining: number;
  /** Seconds until the window ends. */
  readonly resetSeconds: number;
}

/**
 * Reads a `RateLimit` header: `"api";r=499;t=213`, several separated by commas
 * (https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-ratelimit-headers), and the form of earlier drafts,
 * `limit=100, remaining=50, reset=30`. What cannot be read is left out: a header never fails an answer.
 */
export function parseRateLimit(header: string | null): SeenQuota[] {
  if (!header) return [];
  const earlier = readQuota('', header.split(/[,;]/), 'remaining', 'reset');
  if (earlier !== null) return [earlier];
  return header.split(',').flatMap((item) => {
    const [name = '', ...parameters] = item.split(';');
    const quota = readQuota(name.trim().replaceAll('"', ''), parameters, 'r', 't');
    return quota === null ? [] : [quota];
  });
}

/** The quota that ends first: the fewest requests left, then the longest wait. Null where the header says nothing. */
export function tightestQuota(header: string | null): SeenQuota | null {
  const quotas = parseRateLimit(header);
  if (quotas.length === 0) return null;
  return quotas.reduce((tightest, quota) => {
    if (quota.remaining !== tightest.remaining)
      return quota.remaining < tightest.remaining ? quota : tightest;
    return quota.resetSeconds > tightest.resetSeconds ? quota : tightest;
  });
}

function readQuota(
  name: string,
  parameters: readonly string[],
  remainingKey: string,
  resetKey: string,
): SeenQuota | null {
  const remaining = readNumber(parameters, remainingKey);
  const resetSeconds = readNumber(parameters, resetKey);
  return remaining === null || resetSeconds === null ? null : { name, remaining, resetSeconds };
}

function readNumber(parameters: readonly string[], key: string): number | null {
  for (const parameter of parameters) {
    const [found = '', value = ''] = parameter.split('=');
    if (found.trim().toLowerCase() === key && /^\s*\d{1,9}\s*$/.test(value)) return Number(value);
  }
  return null;
}
