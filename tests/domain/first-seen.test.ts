import { describe, expect, it } from 'vitest';
import { type Appearance, notAfter, whoWasFirst } from '../../src/domain/first-seen.ts';

const MINUTE = 60_000;
const start = Date.parse('2025-07-01T00:00:00Z');
const at = (minutes: number) => start + minutes * MINUTE;

/** Looked for at `from`, seen at `to` (minutes). */
function seen(who: string, from: number | null, to: number, extra: Partial<Appearance> = {}): Appearance {
  const notBefore = from === null ? null : at(from);
  return { who, publishedAt: null, notBefore, seenAt: at(to), baseline: false, ...extra };
}

describe('who was first', () => {
  it('is said only where nobody else can have been earlier', () => {
    expect(whoWasFirst([seen('b', 12, 30), seen('a', 0, 10)])).toEqual({
      kind: 'first',
      who: 'a',
      at: at(10),
      lead: 2 * MINUTE,
    });
    expect(whoWasFirst([seen('a', 0, 10), seen('b', 8, 30)])).toEqual({
      kind: 'undecided',
      withinMinutes: 30,
      among: ['a', 'b'],
    });
  });

  it('is not decided by who merely looked later: only by what can have been before', () => {
    expect(whoWasFirst([seen('a', 0, 10), seen('b', 5, 40), seen('c', 20, 25)])).toMatchObject({
      kind: 'undecided',
      among: ['a', 'b'],
    });
  });

  it('counts its own time where that can be trusted', () => {
    const dated = seen('a', 0, 60, { publishedAt: at(5) });
    expect(whoWasFirst([dated, seen('b', 6, 7)])).toMatchObject({ kind: 'first', who: 'a', at: at(5) });
    expect(notAfter(seen('a', 0, 60, { publishedAt: at(61) }))).toBe(at(60));
    expect(notAfter(seen('a', 0, 60, { publishedAt: at(-1500) }))).toBe(at(60));
    // A feed may show an item hours after its date.
    expect(notAfter(seen('a', 0, 60, { publishedAt: at(-300) }))).toBe(at(-300));
  });

  it('leaves out what was there at the first look, and knows no first of one', () => {
    expect(whoWasFirst([])).toEqual({ kind: 'alone' });
    expect(whoWasFirst([seen('a', 0, 10), seen('a', 20, 30)])).toEqual({ kind: 'alone' });
    expect(whoWasFirst([seen('a', 0, 1, { baseline: true }), seen('b', 5, 10)])).toEqual({ kind: 'alone' });
  });

  it('does not know within how many minutes where nobody looked before', () => {
    expect(whoWasFirst([seen('a', null, 10), seen('b', 20, 30)])).toMatchObject({ kind: 'first', who: 'a' });
    expect(whoWasFirst([seen('a', 0, 10), seen('b', null, 30)])).toEqual({
      kind: 'undecided',
      withinMinutes: null,
      among: ['a', 'b'],
    });
  });
});
