import { describe, expect, it } from 'vitest';
import type { Rule } from '../../src/alerts/rule.ts';
import { matchRule, type RuleSubject } from '../../src/alerts/rule-matching.ts';
import type { AlertKind } from '../../src/domain/alert.ts';
import { glm as glmView } from './sample-contents.ts';

const glm: RuleSubject = {
  kind: 'release.new',
  lab: 'zhipu',
  labParent: 'tsinghua',
  release: { kind: 'llm', family: 'GLM' },
};

function rule(on: string[], where?: Rule['where']): Rule {
  return { id: 'r', on: on as Rule['on'], ...(where && { where }), to: ['team'] };
}

function reasonOf(subject: RuleSubject, on: string[], where?: Rule['where']): string {
  const { matches, reason } = matchRule(rule(on, where), subject);
  expect(matches).toBe(reason === 'matched');
  return reason;
}

describe('the event', () => {
  it.each<[string, AlertKind, boolean]>([
    ['*', 'release.new', true],
    ['*', 'source.gone', true],
    ['*', 'welcome', true],
    ['release.*', 'release.removed', true],
    ['release.*', 'source.failing', false],
    ['release.*', 'welcome', false],
    ['release.new', 'release.new', true],
    ['release.new', 'release.extended', false],
    ['source.*', 'source.silent', true],
    ['catch-up', 'catch-up', true],
    ['release.*', 'catch-up', true],
    ['release.new', 'catch-up', true],
    ['release.removed', 'catch-up', false],
    ['source.*', 'catch-up', false],
  ])('%s covers %s: %s', (pattern, kind, covered) => {
    expect(reasonOf({ kind }, [pattern])).toBe(covered ? 'matched' : 'other-event');
  });

  it('is enough under one of several patterns', () => {
    expect(reasonOf(glm, ['source.*', 'release.new'])).toBe('matched');
  });
});

describe('the lab', () => {
  it('is itself or its parent', () => {
    expect(reasonOf(glm, ['*'], { lab: ['qwen', 'zhipu'] })).toBe('matched');
    expect(reasonOf(glm, ['*'], { lab: ['tsinghua'] })).toBe('matched');
    expect(reasonOf(glm, ['*'], { lab: ['qwen'] })).toBe('other-lab');
  });

  it('is asked for although the alert is about none', () => {
    expect(reasonOf({ kind: 'source.failing' }, ['*'], { lab: ['zhipu'] })).toBe('other-lab');
    expect(reasonOf({ kind: 'source.failing', lab: 'zhipu' }, ['*'], { lab: ['zhipu'] })).toBe('matched');
  });
});

describe('the kind', () => {
  const ofKind = (kind: 'llm' | 'vlm' | 'other' | 'unknown') => ({
    ...glm,
    release: { kind, family: 'GLM' },
  });

  it('is llm or vlm unless the rule says otherwise', () => {
    expect(reasonOf(ofKind('llm'), ['*'])).toBe('matched');
    expect(reasonOf(ofKind('vlm'), ['*'], {})).toBe('matched');
    expect(reasonOf(ofKind('other'), ['*'])).toBe('other-kind');
    expect(reasonOf(ofKind('unknown'), ['*'])).toBe('kind-unknown');
    expect(reasonOf(ofKind('vlm'), ['*'], { kind: ['llm'] })).toBe('other-kind');
    expect(reasonOf(ofKind('unknown'), ['*'], { kind: ['unknown'] })).toBe('matched');
  });

  it('is no question where there is no release', () => {
    expect(reasonOf({ kind: 'source.failing' }, ['*'], { kind: ['llm'], family: ['GLM'] })).toBe('matched');
  });
});

describe('the family', () => {
  it('is compared without regard to case and width', () => {
    expect(reasonOf(glm, ['*'], { family: ['glm'] })).toBe('matched');
    expect(reasonOf(glm, ['*'], { family: ['ＧＬＭ'] })).toBe('matched');
    expect(reasonOf(glm, ['*'], { family: ['Kimi'] })).toBe('other-family');
  });
});

describe('the topic', () => {
  const funding: RuleSubject = { kind: 'lab.news', lab: 'zhipu', topic: 'funding' };

  it('is asked of news, and of nothing else', () => {
    expect(reasonOf(funding, ['lab.news'])).toBe('matched');
    expect(reasonOf(funding, ['lab.*'], { topic: ['price', 'funding'] })).toBe('matched');
    expect(reasonOf(funding, ['lab.*'], { topic: ['price'] })).toBe('other-topic');
    expect(reasonOf(glm, ['*'], { topic: ['price'] })).toBe('matched');
  });
});

describe('the source', () => {
  it('is one of those that show it', () => {
    const shown = { ...glm, sources: ['hf-zai', 'news'] };
    expect(reasonOf(shown, ['*'], { source: ['news'] })).toBe('matched');
    expect(reasonOf(shown, ['*'], { source: ['hf-qwen'] })).toBe('other-source');
    expect(reasonOf({ kind: 'source.failing' }, ['*'], { source: ['news'] })).toBe('other-source');
  });
});

describe('the facts', () => {
  const known = { ...glm, release: { kind: 'llm', family: 'GLM', view: glmView } } as const;

  it('are asked of a release, and of nothing else', () => {
    expect(reasonOf(known, ['*'], { parameters: { min: 7e9 } })).toBe('matched');
    expect(reasonOf(known, ['*'], { license: ['apache-2.0'] })).toBe('other-facts');
    expect(reasonOf(known, ['*'], { modality: ['text'] })).toBe('fact-unknown');
    expect(reasonOf({ kind: 'lab.news' }, ['*'], { modality: ['text'] })).toBe('matched');
  });

  it('are looked at last: what another condition refuses is not open', () => {
    expect(reasonOf(known, ['*'], { modality: ['text'], family: ['Kimi'] })).toBe('other-family');
  });
});
