import { describe, expect, it } from 'vitest';
import { minuteRhythm } from '../../src/sources/rhythm.ts';
import type { SourceConfig } from '../../src/sources/source-config.ts';
import { turnOf } from '../../src/sources/source-standing.ts';

const page = (title: string, site?: string): SourceConfig => ({
  id: title.toLowerCase(),
  kind: 'wikipedia-page',
  title,
  ...(site === undefined ? {} : { site }),
});

describe('when sources are due', () => {
  it('pages of one wiki are due together, those of another are not', () => {
    const due = (source: SourceConfig) => minuteRhythm(5, turnOf(source))(0);
    expect(due(page('DeepSeek'))).toBe(due(page('Qwen')));
    expect(due(page('DeepSeek'))).not.toBe(due(page('DeepSeek', 'https://zh.wikipedia.org')));
  });

  it('organizations are spread', () => {
    const organizations = Array.from({ length: 40 }, (_, index) =>
      turnOf({ id: `hf-${index}`, kind: 'huggingface-org', lab: 'x', org: `org-${index}` }),
    );
    expect(new Set(organizations.map((turn) => minuteRhythm(2, turn)(0))).size).toBe(40);
  });
});
