import { chineseStatement } from './release-statements-chinese.ts';
import { englishStatement } from './release-statements-english.ts';
import type { Statement } from './signal.ts';

/** A sentence and what is named in it, all with indices into `folded`. */
export interface Clause {
  readonly folded: string;
  /** The release that is judged. */
  readonly start: number;
  readonly end: number;
  /** Where the release's lab, its parent or another of its releases is named. */
  readonly own: readonly { readonly start: number; readonly end: number }[];
  /** Where other labs, and their releases, are named. */
  readonly others: readonly { readonly start: number; readonly end: number }[];
  /** The text speaks of the lab where it names nobody: its own page, or a title that named it. */
  readonly home: boolean;
  /** The page is the lab's own. */
  readonly official: boolean;
  readonly isTitle: boolean;
}

export const releaseReasons = [
  'launch-verb-with-release',
  'release-is-out',
  'introduced-by-its-lab',
  'release-planned',
  'release-in-question',
  'release-denied',
  'release-in-passing',
  'released-by-another',
  'release-named',
] as const;

export type ReleaseReason = (typeof releaseReasons)[number];

export interface Judged {
  readonly says: Statement;
  readonly reason: ReleaseReason;
}

/** What a sentence says of one release that it names, and by which rule. */
export function judgeRelease(clause: Clause): Judged {
  return (
    chineseStatement(clause) ?? englishStatement(clause) ?? { says: 'mentioned', reason: 'release-named' }
  );
}
