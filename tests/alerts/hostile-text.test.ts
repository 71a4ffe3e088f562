import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cut, safeLine, safeUrl, URL_LENGTH } from '../../src/alerts/hostile-text.ts';
import { safeContent } from '../../src/alerts/safe-content.ts';
import { hostileContent, hostileNames, unsafeCharacters } from './hostile-content.ts';

describe('a line', () => {
  it.each([
    ['\u001b[2J\u001b[1;1H\u001b]0;owned\u0007GLM', 'GLM'],
    ['\u001b]8;;https://evil.example\u001b\\click\u001b]8;;\u001b\\', 'click'],
    ['\u009b31mred\u0090payload\u009c', 'red'],
    ['GLM\r\nSubject:\thello', 'GLM Subject: hello'],
    ['abc\u202egnp.exe', 'abcgnp.exe'],
    ['G\u200bL\u200cM\u200d\ufeff', 'GLM'],
    ['tag\u{e0041}s', 'tags'],
    ['half \ud83d', 'half \ufffd'],
    ['line\u2028and\u2029paragraph\u0085next', 'line and paragraph next'],
    ['e\u0301 智谱 🚀 ع', 'e\u0301 智谱 🚀 ع'],
    ['  GLM   4.5 ', 'GLM 4.5'],
  ])('%j becomes %j', (text, expected) => expect(safeLine(text)).toBe(expected));

  it('keeps what other people escape: markup is a matter of the channel', () => {
    expect(safeLine('@everyone <b>&amp;</b> [x](y)')).toBe('@everyone <b>&amp;</b> [x](y)');
  });

  it('is never long, and never slow to make', () => {
    const started = performance.now();
    for (const name of hostileNames) expect(safeLine(name).length).toBeLessThanOrEqual(300);
    expect(safeLine('x'.repeat(100_000), 20)).toBe(`${'x'.repeat(19)}…`);
    expect(safeLine('\u009d'.repeat(100_000)).length).toBeLessThan(300);
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it('holds nothing that acts, whatever came; and is stable', () => {
    const text = fc.string({ unit: 'binary', maxLength: 500 });
    fc.assert(
      fc.property(
        fc.oneof(text, fc.constantFrom(...hostileNames)),
        fc.integer({ min: 5, max: 400 }),
        (raw, limit) => {
          const safe = safeLine(raw, limit);
          expect(safe).not.toMatch(unsafeCharacters);
          expect(safe.includes('\n')).toBe(false);
          expect(safe.length).toBeLessThanOrEqual(limit);
          expect(safe.isWellFormed()).toBe(true);
          expect(safeLine(safe, limit)).toBe(safe);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('is never cut inside a character', () => {
    expect(cut('🚀🚀🚀', 4)).toBe('🚀…');
  });
});

describe('a link', () => {
  it('is a web address or nothing', () => {
    expect(safeUrl('https://huggingface.co/zai-org/GLM-4.5')).toBe('https://huggingface.co/zai-org/GLM-4.5');
    expect(safeUrl('https://例え.jp/a b"<>')).toBe('https://xn--r8jz45g.jp/a%20b%22%3C%3E');
    const refused = [
      'javascript:alert(1)',
      'JaVaScRiPt:alert(1)',
      ' \u0001javascript:alert(1)',
      'data:text/html,x',
      'file:///etc/passwd',
      'https://user:pass@example.com/',
      '//example.com',
      'not a link',
      `https://example.com/${'a'.repeat(URL_LENGTH)}`,
    ];
    expect(refused.map(safeUrl)).toEqual(refused.map(() => null));
  });
});

describe('a whole alert', () => {
  it('is safe in every text of it, and stays as it is when cleaned again', () => {
    const safe = safeContent(hostileContent);
    expect(JSON.stringify(safe)).not.toMatch(unsafeCharacters);
    expect(JSON.stringify(safe)).not.toContain('"javascript:');
    expect(JSON.stringify(safe)).not.toContain('data:text/html');
    expect(safe.alert.url).toBeNull();
    expect(safeContent(safe)).toEqual(safe);
  });
});
