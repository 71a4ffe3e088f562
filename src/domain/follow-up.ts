import type { RepoRole } from './catalog.ts';
import type { FactView, ReleaseView } from './release-view.ts';

/** A repo that came after the first message and is no quantisation. */
export interface LateRepo {
  readonly name: string;
  readonly model_name: string;
  readonly role: string;
}

/** What of that is worth a second message. */
export interface FollowUp {
  /** Models that the first message did not have, or that one can talk to only now. */
  readonly models: readonly string[];
  /** Hub names of their repos. */
  readonly repos: readonly string[];
  /** Attributes that nobody had stated then. */
  readonly stated: readonly string[];
}

/** What readers ask of a release first. */
const ASKED: readonly string[] = ['total_parameters', 'license'];

const TALKING: readonly string[] = ['chat', 'thinking'] satisfies RepoRole[];

/**
 * Whether what came while a release settled is worth a second message: a further model, the first that one can talk to,
 * or what the first message had to leave open. Null where it is not. Pure.
 */
export function followsUp(told: ReleaseView, now: ReleaseView, late: readonly LateRepo[]): FollowUp | null {
  const known = new Set(told.models.map(({ name }) => name));
  const couldTalk = told.models.some(({ role }) => TALKING.includes(role));
  const worth = late.filter(
    ({ model_name: model, role }) => !known.has(model) || (!couldTalk && TALKING.includes(role)),
  );
  const stated = ASKED.filter((attribute) => !isStated(told, attribute) && isStated(now, attribute));
  if (worth.length === 0 && stated.length === 0) return null;
  return {
    models: [...new Set(worth.map(({ model_name: model }) => model))].sort(),
    repos: worth.map(({ name }) => name),
    stated,
  };
}

function isStated({ facts, models }: ReleaseView, attribute: string): boolean {
  const has = (own: Readonly<Record<string, FactView>>) => own[attribute] !== undefined;
  return has(facts) || models.some((model) => has(model.facts));
}
