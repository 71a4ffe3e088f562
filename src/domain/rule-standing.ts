import { KIND_WINDOW_MS } from './milestones.ts';

/** How a rule that leads to the channel judges an alert. */
export type RuleJudgement = 'matched' | 'undecided' | 'refused';

export type RuleStanding =
  | { readonly kind: 'wanted' }
  /** `until`: milliseconds since 1970, when to judge again. */
  | { readonly kind: 'waits'; readonly until: number }
  | { readonly kind: 'unwanted'; readonly reason: 'fact-unknown' | 'rule-unmatched' };

/** How often what is waited for is looked for, besides when facts were read. */
const LOOK_AGAIN_MS = 5 * 60_000;

/**
 * Whether an alert is wanted where its turn has come. What nobody has said yet is waited for as long as a repo's kind is,
 * from `since` on, when it was queued; then it is not told. Times in milliseconds since 1970.
 */
export function decideStanding(
  judgements: readonly RuleJudgement[],
  since: number,
  now: number,
): RuleStanding {
  if (judgements.includes('matched')) return { kind: 'wanted' };
  if (!judgements.includes('undecided')) return { kind: 'unwanted', reason: 'rule-unmatched' };
  const given = since + KIND_WINDOW_MS;
  if (now >= given) return { kind: 'unwanted', reason: 'fact-unknown' };
  return { kind: 'waits', until: Math.min(now + LOOK_AGAIN_MS, given) };
}
