import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AnnouncingSignal, decideAnnouncement, isHistory } from '../../src/domain/announcement.ts';

const HOUR = 3_600_000;
const start = Date.parse('2025-07-01T00:00:00Z');

/** An outlet that says it is out, seen `hours` after the beginning. */
function signal(key: string, hours: number, extra: Partial<AnnouncingSignal> = {}): AnnouncingSignal {
  const seenAt = start + hours * HOUR;
  return {
    key,
    voice: 'outlet',
    publisher: `${key}.example`,
    credit: null,
    likeness: null,
    statement: 'released',
    publishedAt: null,
    notBefore: seenAt - HOUR,
    seenAt,
    baseline: false,
    ...extra,
  };
}

const lab = (statement: AnnouncingSignal['statement'], hours = 0) =>
  signal(`lab-${statement}`, hours, { voice: 'lab', statement });

describe('what is said of a release without weights', () => {
  it.each<[AnnouncingSignal['statement'], string]>([
    ['released', 'available'],
    ['available', 'available'],
    ['announced', 'announced'],
    // They are there when the Hub shows them.
    ['open-weights', 'announced'],
    ['planned', 'nothing'],
    ['mentioned', 'nothing'],
    ['news', 'nothing'],
  ])('by its own lab as %s is %s', (statement, kind) => {
    expect(decideAnnouncement([lab(statement)])).toMatchObject({ kind });
  });

  it('takes one lab, one catalogue, or two outlets; an encyclopedia is none of them', () => {
    const wiki = signal('wiki', 0, { voice: 'encyclopedia' });
    expect(decideAnnouncement([wiki])).toEqual({ kind: 'nothing', reason: 'only-spoken-of' });
    expect(decideAnnouncement([wiki, signal('a', 1)])).toEqual({
      kind: 'nothing',
      reason: 'one-outlet-alone',
    });
    expect(decideAnnouncement([signal('a', 1), signal('b', 2), wiki])).toEqual({
      kind: 'available',
      reason: 'independent-outlets-agree',
      covers: ['a', 'b'],
      since: start + 2 * HOUR,
    });
    const listed = signal('router', 3, { voice: 'catalogue', statement: 'available' });
    expect(decideAnnouncement([listed])).toMatchObject({
      reason: 'a-catalogue-lists-it',
      covers: ['router'],
    });
  });

  it('is as much as both outlets say', () => {
    const decision = decideAnnouncement([signal('a', 1), signal('b', 2, { statement: 'announced' })]);
    expect(decision).toMatchObject({ kind: 'announced', covers: ['a', 'b'] });
    const third = decideAnnouncement([
      signal('a', 1),
      signal('b', 2, { statement: 'announced' }),
      signal('c', 3),
    ]);
    expect(third).toMatchObject({ kind: 'available', covers: ['a', 'c'] });
  });

  it('names what sufficed first', () => {
    const outlets = [signal('a', 1), signal('b', 2)];
    expect(decideAnnouncement([...outlets, lab('released', 3)])).toMatchObject({ covers: ['a', 'b'] });
    expect(decideAnnouncement([...outlets, lab('released', 2)])).toMatchObject({ covers: ['lab-released'] });
  });

  it('does not depend on the order in which it is listed', () => {
    const signals = [
      signal('a', 1),
      signal('a2', 2, { publisher: 'a.example' }),
      signal('b', 3, { statement: 'announced' }),
      signal('c', 4),
      lab('announced', 5),
      signal('router', 6, { voice: 'catalogue', statement: 'available' }),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(signals), (some) => {
        const inOrder = signals.filter((one) => some.includes(one));
        expect(decideAnnouncement(some)).toEqual(decideAnnouncement(inOrder));
      }),
    );
  });
});

describe('history', () => {
  it('is what was there at the first look, and what is a week older than the last look', () => {
    const week = 7 * 24;
    const at = (hours: number) => start + hours * HOUR;
    expect(isHistory(signal('a', 0, { baseline: true }))).toBe(true);
    expect(isHistory(signal('a', 0))).toBe(false);
    expect(isHistory(signal('a', 0, { publishedAt: at(-week) }))).toBe(false);
    expect(isHistory(signal('a', 0, { publishedAt: at(-week - 2) }))).toBe(true);
    const absent = signal('a', 0, { publishedAt: at(-week - 2), notBefore: at(-week - 24) });
    expect(isHistory(absent)).toBe(false);
  });
});
