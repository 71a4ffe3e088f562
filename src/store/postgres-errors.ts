/**
 * What became of a statement that failed, as far as it says what to do next:
 * `conflict`: the server undid the transaction since another was in its way;
 * `raced`: somebody else wrote a row of the same key since this one looked;
 * `locked`: a lock, or a connection, was not to be had in time;
 * `lost`: the connection is gone, or there was none to be had;
 * `outdated`: the session knows tables as they were before a migration.
 */
export type PostgresTrouble = 'conflict' | 'raced' | 'locked' | 'lost' | 'outdated';

/** https://www.postgresql.org/docs/15/errcodes-appendix.html */
const BY_CODE: Readonly<Record<string, PostgresTrouble>> = {
  '40001': 'conflict',
  '40P01': 'conflict',
  '23505': 'raced',
  '55P03': 'locked',
  // Too many connections: another one may be closed in a moment.
  '53300': 'locked',
  '25P03': 'lost',
  '25P04': 'lost',
  '57P01': 'lost',
  '57P02': 'lost',
  '57P03': 'lost',
  '57P05': 'lost',
};

const NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
]);

/** Null where trying again would not help. */
export function troubleOf(error: unknown): PostgresTrouble | null {
  if (!(error instanceof Error)) return null;
  if (error instanceof AggregateError) return troubleOf(error.errors[0]);
  const code = codeOf(error);
  const known = BY_CODE[code];
  if (known !== undefined) return known;
  if (code.startsWith('08') || NETWORK.has(code)) return 'lost';
  // https://www.postgresql.org/message-id/flat/1366.1056125404%40sss.pgh.pa.us: it has no code of its own.
  if (code === '0A000' && error.message.startsWith('cached plan must not change')) return 'outdated';
  if (code !== '') return null;
  return troubleByMessage(error.message);
}

/** The driver's own errors have messages alone. */
function troubleByMessage(message: string): PostgresTrouble | null {
  if (message === 'timeout exceeded when trying to connect') return 'locked';
  return /^(?:Connection terminated|Client (?:has encountered a connection error|was closed)|Query read timeout|The server does not|timeout expired)/.test(
    message,
  )
    ? 'lost'
    : null;
}

export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** The disk is full, or memory or some other limit of the server is: nothing of ours is at fault. */
export function isServerFull(error: unknown): boolean {
  return codeOf(error).startsWith('53') || codeOf(error).startsWith('58');
}
