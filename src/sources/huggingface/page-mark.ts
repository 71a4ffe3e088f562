import { hash } from 'node:crypto';
import { VERSION } from '../../package-root.ts';

/** Every repo's move at every poll, and are kept by nobody. Inside a text the quotes would be escaped. */
const COUNTERS = /"(?:downloads|downloadsAllTime|likes|trendingScore)"\s*:\s*[\d.]+/g;

/** Enough that no two pages of one organization ever share it by chance. */
const MARK_LENGTH = 22;

/**
 * What tells one page of a listing from another as far as anything but counters goes. The version is in it, so that an
 * update, which may read the same page in another way, reads every page again.
 */
export function markPage(text: string): string {
  return hash('sha256', `${VERSION}\n${text.replace(COUNTERS, '')}`, 'base64url').slice(0, MARK_LENGTH);
}

/** The marks of a listing's pages as one text: what a source keeps of its last answer. */
export function joinMarks(marks: readonly string[]): string {
  return marks.join(' ');
}

export function splitMarks(validator: string | null | undefined): readonly string[] {
  return validator ? validator.split(' ') : [];
}
