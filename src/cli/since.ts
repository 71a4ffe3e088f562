import { parseMoment } from '../domain/moment.ts';
import { MOMENT_HINT } from '../domain/question-in-words.ts';
import { UsageError } from '../errors.ts';

/** What `--since` means, in milliseconds since 1970 (see parseMoment). Throws UsageError where it means nothing. */
export function parseSince(text: string, now: number): number {
  const moment = parseMoment(text, now);
  if (moment !== null) return moment;
  throw new UsageError('since', `"${text}" is no date`, [MOMENT_HINT]);
}
