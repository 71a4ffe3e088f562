import type { Rule } from '../alerts/rule.ts';
import { matchRule } from '../alerts/rule-matching.ts';
import { asksForFacts } from '../domain/rule-facts.ts';
import { decideStanding, type RuleJudgement, type RuleStanding } from '../domain/rule-standing.ts';
import type { StoredAlert } from '../store/alerts.ts';
import { readRelease } from '../store/catalog.ts';
import type { Reader } from '../store/database.ts';
import type { DeliveryRow } from '../store/schema.ts';
import { releaseSubject } from './rule-subject.ts';
import type { Labs } from './view-release.ts';

/**
 * Judges again, by what is known now, whether a rule wants this delivery: facts were read since it was queued. Where no
 * rule of its channel asks for facts, nothing has changed.
 */
export async function standingByRules(
  reader: Reader,
  delivery: DeliveryRow,
  alert: StoredAlert,
  { rules, labs }: { readonly rules: readonly Rule[]; readonly labs: Labs },
  now: number,
): Promise<RuleStanding> {
  const own = rules.filter((rule) => rule.to.includes(delivery.channel));
  if (
    delivery.body !== null ||
    alert.release_id === null ||
    !own.some(({ where = {} }) => asksForFacts(where))
  )
    return { kind: 'wanted' };
  // Decided when it was queued, by what was told as well: what is known now would refuse what it corrects.
  if (alert.kind === 'release.corrected' || alert.kind === 'release.updated') return { kind: 'wanted' };
  const release = await readRelease(reader, alert.release_id);
  if (release === undefined) return { kind: 'wanted' };
  const { kind, content } = alert;
  const subject = await releaseSubject(reader, { kind, release, covers: content.alert.covers }, own, labs);
  const judgements = own.map((rule): RuleJudgement => {
    const { matches, reason } = matchRule(rule, subject);
    if (matches) return 'matched';
    return reason === 'fact-unknown' ? 'undecided' : 'refused';
  });
  return decideStanding(judgements, delivery.created_at, now);
}
