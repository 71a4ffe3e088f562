import type { Kind } from '../domain/catalog.ts';
import type { Topic } from '../domain/signals/signal.ts';
import type { Rule } from './rule.ts';
import { matchRule, patternCovers } from './rule-matching.ts';

/** What a digest is about: whoever reads it asked for this, and for no more. */
export interface DigestScope {
  wantsRelease(release: ScopedRelease): boolean;
  wantsNews(lab: string, labParent: string | null, topic: Topic): boolean;
}

export interface ScopedRelease {
  readonly lab: string;
  readonly labParent: string | null;
  readonly kind: Kind;
  readonly family: string;
}

const LANGUAGE_MODELS: readonly Kind[] = ['llm', 'vlm'];

/** Language models of all labs, and all news of them. */
export const everything: DigestScope = {
  wantsRelease: ({ kind }) => LANGUAGE_MODELS.includes(kind),
  wantsNews: () => true,
};

/**
 * What the rules of a channel ask for, whichever of the milestones they name; everything where no rule names the channel.
 * A rule on releases brings the news of its labs along; where a rule asks for news, the topics are those that it names.
 */
export function scopeOfChannel(rules: readonly Rule[], channel: string): DigestScope {
  const own = rules.filter((rule) => rule.to.includes(channel));
  const ofReleases = own.filter((rule) => rule.on.some(isOfReleases));
  const ofNews = own.filter((rule) => rule.on.some((pattern) => patternCovers(pattern, 'lab.news')));
  if (ofReleases.length === 0 && ofNews.length === 0) return everything;
  return {
    wantsRelease: ({ lab, labParent, kind, family }) =>
      ofReleases.some(
        (rule) =>
          matchRule(anyMilestone(rule), { kind: 'release.new', lab, labParent, release: { kind, family } })
            .matches,
      ),
    wantsNews: (lab, labParent, topic) =>
      (ofNews.length > 0 ? ofNews : ofReleases).some(
        (rule) => matchRule({ ...rule, on: ['*'] }, { kind: 'lab.news', lab, labParent, topic }).matches,
      ),
  };
}

function isOfReleases(pattern: string): boolean {
  return pattern === '*' || pattern.startsWith('release.');
}

function anyMilestone(rule: Rule): Rule {
  return { ...rule, on: ['release.*'] };
}
