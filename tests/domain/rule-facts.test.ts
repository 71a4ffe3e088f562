import { describe, expect, it } from 'vitest';
import type { ReleaseView } from '../../src/domain/release-view.ts';
import { type AskedFacts, judgeFacts } from '../../src/domain/rule-facts.ts';
import { decideStanding } from '../../src/domain/rule-standing.ts';
import { factOf, glm, modelOf } from '../alerts/sample-contents.ts';

const B = 1_000_000_000;

const two: ReleaseView = {
  ...glm,
  models: [
    modelOf('Qwen4-8B', { total_parameters: 8 * B, license: 'apache-2.0', modalities: ['text'] }, ['Qwen/a']),
    modelOf('Qwen4-72B', { total_parameters: 72 * B, license: 'qwen', modalities: ['image', 'text'] }, [
      'Qwen/b',
    ]),
  ],
  facts: { openness: factOf('open-weights'), total_parameters: factOf({ min: 8 * B, max: 72 * B }) },
};

function judged(asked: AskedFacts, view: ReleaseView = two, covers: readonly string[] = []): string {
  return judgeFacts(asked, view, covers);
}

describe('a release fits what a rule asks', () => {
  it.each<[AskedFacts, string]>([
    [{}, 'fit'],
    [{ parameters: { min: 8 * B, max: 40 * B } }, 'fit'],
    [{ parameters: { max: 72 * B, min: 72 * B } }, 'fit'],
    [{ parameters: { min: 73 * B } }, 'other'],
    // Between its models lies none of them.
    [{ parameters: { min: 9 * B, max: 71 * B } }, 'other'],
    [{ license: ['MIT', 'Apache-2.0'] }, 'fit'],
    [{ license: ['mit'] }, 'other'],
    [{ modality: ['image'] }, 'fit'],
    [{ modality: ['audio', 'video'] }, 'other'],
    [{ openness: ['open-weights'] }, 'fit'],
    [{ openness: ['gated-weights', 'no-weights'] }, 'other'],
    [{ lifecycle: ['active'] }, 'fit'],
    [{ lifecycle: ['preview'] }, 'other'],
    [{ license: ['mit'], modality: ['image'] }, 'other'],
  ])('%j: %s', (asked, expected) => {
    expect(judged(asked)).toBe(expected);
  });

  it('by the models that are told of', () => {
    expect(judged({ parameters: { max: 10 * B } }, two, ['Qwen/b'])).toBe('other');
    expect(judged({ modality: ['image'] }, two, ['Qwen/a'])).toBe('other');
    expect(judged({ license: ['qwen'] }, two, ['Qwen/b', 'Qwen/c'])).toBe('fit');
    expect(judged({ license: ['qwen'] }, two, ['Qwen/gone'])).toBe('fit');
  });

  it('is open as long as one of them says nothing, and none fits', () => {
    const [small = modelOf('', {}, [])] = two.models;
    const half = { ...two, models: [small, modelOf('Qwen4-Max', {}, ['Qwen/max'])] };
    expect(judged({ parameters: { max: 10 * B } }, half)).toBe('fit');
    expect(judged({ parameters: { min: 100 * B } }, half)).toBe('unknown');
    expect(judged({ parameters: { min: 100 * B }, license: ['mit'] }, half)).toBe('unknown');
    expect(judged({ parameters: { min: 100 * B }, lifecycle: ['cancelled'] }, half)).toBe('other');
    expect(judged({ parameters: { min: 100 * B } }, half, ['Qwen/a'])).toBe('other');
  });

  it('by what is said of the release where its models say nothing', () => {
    const said = { ...glm, models: [], facts: { total_parameters: factOf(671 * B) } };
    expect(judged({ parameters: { min: 600 * B } }, said)).toBe('fit');
    expect(judged({ license: ['mit'] }, said)).toBe('unknown');
    expect(judged({ parameters: { min: B } }, { ...said, facts: two.facts })).toBe('unknown');
  });

  it('without weights it is known to have none', () => {
    const served = { ...glm, models: [], facts: {}, status: 'api-only' as const };
    expect(judged({ openness: ['no-weights'] }, served)).toBe('fit');
    expect(judged({ openness: ['open-weights', 'gated-weights'] }, served)).toBe('other');
  });
});

describe('an alert whose turn has come', () => {
  const HOUR = 3_600_000;

  it('is wanted where one rule wants it', () => {
    expect(decideStanding(['refused', 'undecided', 'matched'], 0, HOUR)).toEqual({ kind: 'wanted' });
  });

  it('waits for what is open, for two days and no longer', () => {
    expect(decideStanding(['undecided', 'refused'], 0, HOUR)).toEqual({
      kind: 'waits',
      until: HOUR + 300_000,
    });
    expect(decideStanding(['undecided'], 0, 48 * HOUR - 1)).toEqual({ kind: 'waits', until: 48 * HOUR });
    expect(decideStanding(['undecided'], 0, 48 * HOUR)).toEqual({ kind: 'unwanted', reason: 'fact-unknown' });
  });

  it('is not wanted where every rule refuses it, or none is left', () => {
    for (const judgements of [['refused'], []] as const)
      expect(decideStanding(judgements, 0, 1)).toEqual({ kind: 'unwanted', reason: 'rule-unmatched' });
  });
});
