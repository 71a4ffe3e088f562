import type { AlertKind } from '../domain/alert.ts';
import type { Kind } from '../domain/catalog.ts';
import type { ReleaseView } from '../domain/release-view.ts';
import { judgeFacts } from '../domain/rule-facts.ts';
import type { Topic } from '../domain/signals/signal.ts';
import type { Rule } from './rule.ts';

/** What of an alert a rule may ask about. */
export interface RuleSubject {
  readonly kind: AlertKind;
  /** Lab id, where the alert is about one lab. */
  readonly lab?: string | null;
  /** Id of the lab that this lab belongs to. */
  readonly labParent?: string | null;
  /** Absent where the alert is about no release. */
  readonly release?: {
    readonly kind: Kind;
    readonly family: string;
    /** What is known of it; absent where no rule asks for that. */
    readonly view?: ReleaseView;
    /** Hub names of the repos that are told of. */
    readonly covers?: readonly string[];
  };
  /** Ids of the sources that show what is told; absent where no rule asks for them. */
  readonly sources?: readonly string[];
  /** Absent where the alert is no news of a lab. */
  readonly topic?: Topic;
}

/** `kind-unknown` and `fact-unknown` are not final: they are decided again when facts arrive. */
export type MatchReason =
  | 'matched'
  | 'other-event'
  | 'other-lab'
  | 'kind-unknown'
  | 'other-kind'
  | 'other-family'
  | 'other-source'
  | 'fact-unknown'
  | 'other-facts'
  | 'other-topic';

export interface RuleMatch {
  readonly matches: boolean;
  readonly reason: MatchReason;
}

const KINDS_BY_DEFAULT: readonly Kind[] = ['llm', 'vlm'];

/**
 * Says whether a rule wants an alert, and the first reason why not. Alerts about no release have no kind, family or facts
 * to judge, and only news has a topic.
 */
export function matchRule(rule: Rule, subject: RuleSubject): RuleMatch {
  if (!rule.on.some((pattern) => coversEvent(pattern, subject.kind))) return refuse('other-event');
  const where = rule.where ?? {};
  if (where.lab !== undefined && !isOfLab(where.lab, subject)) return refuse('other-lab');
  if (subject.topic !== undefined && where.topic !== undefined && !where.topic.includes(subject.topic))
    return refuse('other-topic');
  if (where.source !== undefined && !where.source.some((id) => subject.sources?.includes(id)))
    return refuse('other-source');
  if (subject.release === undefined) return { matches: true, reason: 'matched' };

  const { kind, family } = subject.release;
  if (!(where.kind ?? KINDS_BY_DEFAULT).includes(kind))
    return refuse(kind === 'unknown' ? 'kind-unknown' : 'other-kind');
  if (where.family !== undefined && !where.family.some((wanted) => sameName(wanted, family)))
    return refuse('other-family');
  const { view, covers = [] } = subject.release;
  const judgement = view === undefined ? 'fit' : judgeFacts(where, view, covers);
  if (judgement !== 'fit') return refuse(judgement === 'unknown' ? 'fact-unknown' : 'other-facts');
  return { matches: true, reason: 'matched' };
}

function coversEvent(pattern: string, kind: AlertKind): boolean {
  // A catch-up stands in for the releases that came while nobody looked: whoever wants those must not miss it.
  if (kind === 'catch-up' && patternCovers(pattern, 'release.new')) return true;
  return patternCovers(pattern, kind);
}

/** `*` covers everything, `release.*` what begins with `release.`, anything else itself. */
export function patternCovers(pattern: string, kind: string): boolean {
  if (pattern === '*') return true;
  if (pattern.endsWith('.*')) return kind.startsWith(pattern.slice(0, -1));
  return pattern === kind;
}

function isOfLab(wanted: readonly string[], subject: RuleSubject): boolean {
  return [subject.lab, subject.labParent].some((lab) => typeof lab === 'string' && wanted.includes(lab));
}

function sameName(one: string, other: string): boolean {
  return one.normalize('NFKC').toLowerCase() === other.normalize('NFKC').toLowerCase();
}

function refuse(reason: MatchReason): RuleMatch {
  return { matches: false, reason };
}
