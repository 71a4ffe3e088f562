import { hash } from 'node:crypto';
import type { Rule } from '../alerts/rule.ts';
import { matchRule, type RuleSubject } from '../alerts/rule-matching.ts';

/** The rules that say where alerts go, and the ids of the channels that are configured. */
export interface AlertRoutes {
  readonly rules: readonly Rule[];
  readonly channels: readonly string[];
}

/** What of a rule makes it another rule: one that was changed sends nothing of the past either. */
export function fingerprintRule(rule: Rule, channel: string): string {
  return hash('sha256', JSON.stringify([rule.id, rule.on, rule.where ?? null, channel]), 'base64url').slice(
    0,
    22,
  );
}

/**
 * Channels that a rule sends this to, each with the id of the first such rule; also where a rule cannot be decided yet,
 * since nobody has said what it asks: that is decided when the delivery's turn comes. `ages`: since when each rule has been
 * there, by fingerprint. Times in milliseconds since 1970.
 */
export function routesOf(
  subject: RuleSubject,
  happenedAt: number,
  { rules, channels }: AlertRoutes,
  ages: ReadonlyMap<string, number>,
  undecided: 'wait' | 'leave-out' = 'wait',
): Map<string, string> {
  const routes = new Map<string, string>();
  for (const rule of rules) {
    const { matches, reason } = matchRule(rule, subject);
    if (!matches && (reason !== 'fact-unknown' || undecided === 'leave-out')) continue;
    for (const channel of rule.to) {
      const since = ages.get(fingerprintRule(rule, channel));
      // What happened before a rule was there is not told by it.
      if (since === undefined || happenedAt < since || routes.has(channel) || !channels.includes(channel)) {
        continue;
      }
      routes.set(channel, rule.id);
    }
  }
  return routes;
}
