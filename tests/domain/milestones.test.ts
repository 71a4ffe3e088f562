import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnnouncingSignal } from '../../src/domain/announcement.ts';
import {
  decideMilestone,
  KIND_WINDOW_MS,
  type Milestone,
  type RepoState,
  SETTLING_MS,
} from '../../src/domain/milestones.ts';

const HOUR = 3_600_000;
const start = Date.parse('2025-07-01T00:00:00Z');

/** A chat model of 7B, first seen `hours` after the beginning. */
function repo(name: string, hours: number, extra: Partial<RepoState> = {}): RepoState {
  return {
    key: name,
    name,
    kind: 'llm',
    role: 'chat',
    quantization: null,
    sizeKey: '7b',
    publicAt: start + hours * HOUR,
    firstSeenAt: start + hours * HOUR,
    baseline: false,
    quiet: false,
    present: true,
    ...extra,
  };
}

function decide(repos: readonly RepoState[], hours: number, told: readonly Milestone[] = []) {
  return decideMilestone({ repos, told: new Set(told) }, start + hours * HOUR, { settling: SETTLING_MS });
}

const chat = repo('chat', 0);
const base = repo('base', 0, { role: 'base' });
const old = repo('old', -1000, { baseline: true, firstSeenAt: start });

describe('new', () => {
  it('tells of the first public weights, with all that came', () => {
    const told = { kind: 'tell', milestone: 'new', reason: 'first public weights' };
    expect(decide([chat], 0)).toEqual({ ...told, covers: ['chat'] });
    expect(decide([chat, base], 1)).toEqual({ ...told, covers: ['chat', 'base'] });
    expect(decide([chat, repo('fp8', 0, { quantization: 'fp8' })], 0)).toMatchObject({
      covers: ['chat', 'fp8'],
    });
  });

  it('speaks of language models only, where there are any', () => {
    const decoder = repo('decoder', 0, { kind: 'other' });
    expect(decide([decoder, chat], 0)).toMatchObject({ covers: ['chat'] });
    // Whether anybody wants to hear of it is for the rules to say.
    expect(decide([decoder], 0)).toMatchObject({ kind: 'tell', milestone: 'new', covers: ['decoder'] });
  });

  it('waits for the base of a lone quantisation, and no longer', () => {
    const fp8 = repo('fp8', 0, { quantization: 'fp8' });
    const gguf = repo('gguf', 2, { quantization: 'gguf' });
    expect(decide([fp8], 0)).toEqual({
      kind: 'wait',
      recheckAt: start + 6 * HOUR,
      reason: 'only a quantisation so far: its base may follow',
    });
    expect(decide([fp8, gguf], 5.9)).toMatchObject({ kind: 'wait', recheckAt: start + 6 * HOUR });
    expect(decide([fp8, repo('base', 3)], 3)).toMatchObject({ kind: 'tell', covers: ['fp8', 'base'] });
    expect(decide([fp8, gguf], 6)).toMatchObject({ kind: 'tell', covers: ['fp8', 'gguf'] });
  });

  it('is nothing without weights, or once it is no news', () => {
    expect(decide([], 0)).toEqual({ kind: 'nothing', reason: 'no weights yet' });
    expect(decide([chat], KIND_WINDOW_MS / HOUR)).toMatchObject({ kind: 'tell' });
    expect(decide([chat], KIND_WINDOW_MS / HOUR + 0.01)).toEqual({
      kind: 'nothing',
      reason: 'nothing came within the time in which it is news',
    });
  });

  it('is never told of a baseline, of what returned or was made again', () => {
    expect(decide([old], 0)).toMatchObject({ kind: 'nothing' });
    expect(decide([repo('chat', 0, { quiet: true })], 0)).toMatchObject({ kind: 'nothing' });
    expect(decide([old, repo('fp8', 0, { quantization: 'fp8' })], 0)).toMatchObject({ kind: 'nothing' });
  });

  it('is not made of what joins a release that was there for days, though nobody wanted to hear of it then', () => {
    const packed = repo('fp8', 1000, { quantization: 'fp8' });
    expect(decide([chat, packed], 1000)).toEqual({
      kind: 'nothing',
      reason: 'belongs to the launch, or is a quantisation',
    });
    expect(decide([chat, repo('chat-70b', 1000, { sizeKey: '70b' })], 1000)).toMatchObject({
      milestone: 'extended',
      covers: ['chat-70b'],
    });
  });
});

describe('extended', () => {
  it('tells of a new size after settling, of a baseline too', () => {
    const large = repo('large', 6, { sizeKey: '70b' });
    const told = { kind: 'tell', milestone: 'extended', covers: ['large'], reason: 'a new size' };
    expect(decide([chat, large], 6, ['new'])).toEqual(told);
    expect(decide([old, large], 6)).toEqual(told);
  });

  it('tells of the first chat or thinking model after a base', () => {
    const told = { milestone: 'extended', reason: 'the first chat or thinking model after a base' };
    expect(decide([base, repo('late', 7)], 7, ['new'])).toMatchObject({ ...told, covers: ['late'] });
    const thinking = repo('late', 7, { role: 'thinking' });
    expect(decide([base, thinking, repo('b2', 7, { role: 'base' })], 7, ['new'])).toMatchObject({
      ...told,
      covers: ['late'],
    });
  });

  it('tells of what comes together with its quantisation, or a little after it', () => {
    const large = repo('large', 100, { sizeKey: '70b' });
    const packed = repo('packed', 100, { sizeKey: '70b', quantization: 'fp8' });
    const before = repo('packed', 90, { sizeKey: '70b', quantization: 'fp8' });
    const told = { milestone: 'extended', covers: ['large'], reason: 'a new size' };
    expect(decide([chat, packed, large], 100, ['new'])).toMatchObject(told);
    expect(decide([chat, before, large], 100, ['new'])).toMatchObject(told);
    const packedChat = repo('packed-chat', 90, { quantization: 'fp8' });
    expect(decide([base, packedChat, repo('late', 100)], 100, ['new'])).toMatchObject({ covers: ['late'] });
    const longKnown = repo('packed', 40, { sizeKey: '70b', quantization: 'fp8' });
    expect(decide([chat, longKnown, large], 100, ['new'])).toMatchObject({ kind: 'nothing' });
  });

  it('is nothing while the launch settles, for a quantisation, for one more of what was there', () => {
    const settling = { kind: 'nothing', reason: 'belongs to the launch, or is a quantisation' };
    expect(decide([chat, repo('late', 5.9, { sizeKey: '70b' })], 5.9, ['new'])).toEqual(settling);
    const packed = repo('late', 100, { sizeKey: '70b', quantization: 'gguf' });
    expect(decide([chat, packed], 100, ['new'])).toEqual(settling);
    expect(decide([chat, repo('late', 100, { role: 'thinking' })], 100, ['new'])).toEqual({
      kind: 'nothing',
      reason: 'another variant of what was there',
    });
  });

  it('is told once', () => {
    const large = repo('large', 6, { sizeKey: '70b' });
    expect(decide([chat, large], 6, ['new', 'extended'])).toEqual({
      kind: 'nothing',
      reason: 'an extension was told before',
    });
  });

  it('is never told of what was made again or returned', () => {
    const large = repo('large', 6, { sizeKey: '70b', quiet: true });
    expect(decide([chat, large], 6, ['new'])).toMatchObject({ kind: 'nothing' });
  });
});

describe('removed', () => {
  const gone = { ...chat, present: false };

  it('tells once that every repo is gone', () => {
    expect(decide([gone, { ...base, present: false }], 99, ['new'])).toEqual({
      kind: 'tell',
      milestone: 'removed',
      covers: ['chat', 'base'],
      reason: 'every repo of it was removed',
    });
    expect(decide([gone], 99, ['new', 'removed'])).toEqual({
      kind: 'nothing',
      reason: 'its removal was told before',
    });
  });

  it('is nothing while one is left', () => {
    expect(decide([gone, base], 1, ['new'])).toMatchObject({ kind: 'nothing' });
  });
});

describe('whatever the history', () => {
  const someRepo = fc
    .record({
      kind: fc.constantFrom('llm', 'vlm', 'other', 'unknown'),
      role: fc.constantFrom('base', 'chat', 'thinking', 'other'),
      quantization: fc.constantFrom(null, 'fp8'),
      sizeKey: fc.constantFrom('7b', '70b', ''),
      hours: fc.integer({ min: 0, max: 120 }),
      baseline: fc.boolean(),
      quiet: fc.boolean(),
      present: fc.boolean(),
    })
    .map(({ hours, ...rest }) => ({ ...repo('', hours), ...rest }) as RepoState);
  const history = fc
    .array(someRepo, { maxLength: 6 })
    .map((repos) => repos.map((one, index) => ({ ...one, key: `${index}`, name: `${index}` })));
  const told = fc.subarray<Milestone>(['new', 'extended', 'removed']);
  const hour = fc.integer({ min: 120, max: 130 });

  it('the order of the repos changes nothing', () => {
    const shuffledToo = history.chain((repos) =>
      fc.tuple(fc.constant(repos), fc.shuffledSubarray(repos, { minLength: repos.length })),
    );
    fc.assert(
      fc.property(shuffledToo, told, hour, ([repos, shuffled], before, hours) => {
        expect(sorted(decide(shuffled, hours, before))).toEqual(sorted(decide(repos, hours, before)));
      }),
    );
  });

  it('nothing is told twice, and nothing of what is old, quiet or gone', () => {
    fc.assert(
      fc.property(history, told, hour, (repos, before, hours) => {
        const decision = decide(repos, hours, before);
        if (decision.kind !== 'tell') return;
        expect(before).not.toContain(decision.milestone);
        if (decision.milestone === 'removed') return;
        for (const { key, baseline, quiet, present, firstSeenAt } of repos) {
          if (!decision.covers.includes(key)) continue;
          expect([baseline, quiet, present]).toEqual([false, false, true]);
          expect(start + hours * HOUR - firstSeenAt).toBeLessThanOrEqual(KIND_WINDOW_MS);
        }
      }),
    );
  });

  it('a baseline is never told as new', () => {
    fc.assert(
      fc.property(history, hour, (repos, hours) => {
        const decision = decide([...repos.map((one) => ({ ...one, kind: 'llm' as const })), old], hours);
        expect(decision.kind === 'tell' && decision.milestone === 'new').toBe(false);
      }),
    );
  });
});

function sorted(decision: ReturnType<typeof decide>) {
  return decision.kind === 'tell' ? { ...decision, covers: [...decision.covers].sort() } : decision;
}

describe('a release without weights', () => {
  /** Its own lab says so, seen `hours` after the beginning. */
  function said(statement: AnnouncingSignal['statement'], hours: number, baseline = false): AnnouncingSignal {
    const seenAt = start + hours * HOUR;
    const key = `${statement}-${hours}`;
    const from = { voice: 'lab', publisher: 'lab.example', credit: null, likeness: null } as const;
    return { key, ...from, statement, publishedAt: null, notBefore: seenAt - HOUR, seenAt, baseline };
  }

  function decideSaid(signals: readonly AnnouncingSignal[], hours: number, told: readonly Milestone[] = []) {
    const settings = { settling: SETTLING_MS };
    return decideMilestone({ repos: [], signals, told: new Set(told) }, start + hours * HOUR, settings);
  }

  const announced = said('announced', 0);
  const available = said('available', 5);

  it('is told as announced, and once more as available', () => {
    expect(decideSaid([announced], 0)).toMatchObject({ kind: 'tell', milestone: 'announced' });
    expect(decideSaid([announced], 1, ['announced'])).toMatchObject({ kind: 'nothing' });
    expect(decideSaid([announced, available], 5, ['announced'])).toMatchObject({
      kind: 'tell',
      milestone: 'available',
      covers: ['available-5'],
    });
    expect(decideSaid([announced, available], 5, ['announced', 'available']).kind).toBe('nothing');
  });

  it('is not told as announced after it was told as available, nor at all after its weights were', () => {
    expect(decideSaid([announced], 1, ['available']).kind).toBe('nothing');
    expect(decideSaid([announced, available], 5, ['new']).kind).toBe('nothing');
    const { kind } = decideMilestone(
      { repos: [repo('old', 0, { baseline: true })], signals: [available], told: new Set() },
      start,
      { settling: SETTLING_MS },
    );
    expect(kind).toBe('nothing');
  });

  it('is told only of what was not known before: at the first look, or two days ago', () => {
    expect(decideSaid([said('announced', 0, true)], 1).kind).toBe('nothing');
    expect(decideSaid([said('available', 0, true), announced], 1).kind).toBe('nothing');
    expect(decideSaid([said('announced', 0, true), available], 5)).toMatchObject({ milestone: 'available' });
    expect(decideSaid([announced], 47).kind).toBe('tell');
    expect(decideSaid([announced], 49).kind).toBe('nothing');
  });
});
