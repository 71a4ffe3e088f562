import { describe, expect, it } from 'vitest';
import { mendingOf, type ToldSource, wordsFor } from '../../src/alerts/source-wording.ts';

const source: ToldSource = {
  id: 'scmp-tech',
  host: 'www.scmp.com',
  error: { code: 'upstream-not-found', message: 'the upstream knows no such place (status: 404)' },
  since: Date.parse('2025-07-01T09:00:00Z'),
  failures: 3,
  lastGoodAt: Date.parse('2025-07-01T08:30:00Z'),
  nextTryAt: Date.parse('2025-07-01T09:20:30Z'),
};
const TRY = '"modelwatch sources check scmp-tech" tries it at once.';

describe('what operators read', () => {
  it('of one source: what is wrong, since when, how often, the next try, and how to mend it', () => {
    expect(wordsFor('failing', [source])).toEqual({
      title: 'scmp-tech at www.scmp.com keeps failing',
      lines: [
        'the upstream knows no such place (status: 404); 3 times since 2025-07-01 09:00 UTC; next try 2025-07-01 09:20 UTC',
        `${mendingOf('upstream-not-found')} ${TRY}`,
      ],
    });
  });

  it('of several sources of one host: each by its name', () => {
    const other = {
      ...source,
      id: 'scmp-china',
      failures: 1,
      error: { code: 'network', message: 'no answer' },
    };
    const { title, lines } = wordsFor('failing', [source, other]);
    expect(title).toBe('2 sources at www.scmp.com are failing');
    expect(lines).toEqual([
      expect.stringMatching(/^scmp-tech: the upstream knows/),
      'scmp-china: no answer; since 2025-07-01 09:00 UTC; next try 2025-07-01 09:20 UTC',
      TRY,
    ]);
  });

  it.each([
    [
      'gone',
      source,
      'scmp-tech at www.scmp.com is gone',
      /404\), since 2025-07-01 09:00 UTC; looked for once a day/,
    ],
    [
      'recovered',
      { ...source, error: null },
      'scmp-tech at www.scmp.com works again',
      /^looked at 2025-07-01 08:30/,
    ],
    [
      'silent',
      { ...source, error: null },
      'scmp-tech at www.scmp.com has been silent',
      /^nothing new since 2025-07-01/,
    ],
    [
      'failing',
      { ...source, error: null, failures: 0 },
      'keeps failing',
      /^it shows suddenly nothing, .*08:30 UTC; since/,
    ],
  ] as const)('%s', (matter, told, title, line) => {
    const words = wordsFor(matter, [told]);
    expect(words.title).toContain(title);
    expect(words.lines[0]).toMatch(line);
  });

  it('of forty sources: the first ten, and how many more', () => {
    const forty = Array.from({ length: 40 }, (_, index) => ({ ...source, id: `source-${index}` }));
    const { title, lines } = wordsFor('gone', forty);
    expect(title).toBe('40 sources at www.scmp.com are gone');
    expect(lines).toHaveLength(12);
    expect(lines[10]).toBe('and 30 more sources: "modelwatch sources" lists them');
  });
});
