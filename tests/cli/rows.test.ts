import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { askedOf } from '../../src/cli/asked-releases.ts';
import { columnsOfRows, modelRows, releaseRows, repoRows } from '../../src/cli/catalog-rows.ts';
import { toMarkdown } from '../../src/cli/row-formats.ts';
import { fitsFilter } from '../../src/domain/release-filter.ts';
import type { FactView, ReleaseView } from '../../src/domain/release-view.ts';
import { toCsv } from '../../src/pipeline/csv-rows.ts';
import { labOf } from '../pipeline/labs.ts';

function fact(value: unknown, conflicting = false): FactView {
  return { value, reason: 'for a test', source: 'test', url: 'https://example.org/', conflicting };
}

const view: ReleaseView = {
  id: 'rel_1',
  lab: 'zhipu',
  family: 'GLM',
  name: 'GLM-4.5',
  kind: 'llm',
  status: 'open-weights',
  firstSeenAt: '2025-07-28T09:00:00.000Z',
  lifecycle: 'active',
  models: [
    {
      name: 'GLM-4.5',
      role: 'chat',
      facts: { total_parameters: fact(355e9, true), context_length: fact(131_072) },
      repos: ['zai-org/GLM-4.5'],
    },
    {
      name: 'GLM-4.5-Air',
      role: 'chat',
      facts: { total_parameters: fact(106e9) },
      repos: ['zai-org/GLM-4.5-Air'],
    },
  ],
  repos: [
    {
      id: 'zai-org/GLM-4.5',
      kind: 'llm',
      role: 'chat',
      url: 'https://huggingface.co/zai-org/GLM-4.5',
      firstSeenAt: '2025-07-28T09:00:00.000Z',
    },
  ],
  facts: { license: fact('mit'), total_parameters: fact({ min: 106e9, max: 355e9 }) },
  signals: 3,
};

describe('asking for facts', () => {
  it.each([
    [{ parameters: '100B..' }, true],
    [{ parameters: '400B..' }, false],
    [{ context: '128K..' }, true],
    [{ license: 'apache-2.0,MIT' }, true],
    [{ license: 'apache-2.0' }, false],
    [{ kind: 'llm,vlm', lifecycle: 'active' }, true],
    [{ kind: 'vlm' }, false],
    [{ modality: 'image' }, false],
  ])('%o', (asked, fits) => {
    const { facts } = askedOf(asked, [], 0);
    expect(facts !== null && fitsFilter(view, facts)).toBe(fits);
  });

  it('no word that is not known', () => {
    expect(() => askedOf({ kind: 'lmm' }, [], 0)).toThrow(/--kind knows no "lmm".*llm/);
  });

  it('says all that it cannot understand, and how to mend it', () => {
    const wrong = () => askedOf({ parameters: 'many', since: 'then', lab: 'qwem' }, [labOf('Qwen', [])], 0);
    expect(wrong).toThrow('there is no lab "qwem". Did you mean "qwen"?');
    expect(wrong).toThrow(
      expect.objectContaining({
        problems: [
          '"many" is no amount for --parameters',
          expect.stringContaining('7B..70B'),
          '"then" is no date',
          expect.stringContaining('2025-07-11'),
        ],
      }),
    );
  });

  it('is nothing where nothing is asked', () => {
    expect(askedOf({}, [], 0).facts).toBeNull();
  });
});

describe('rows', () => {
  it('have exactly the columns that are documented', () => {
    const dictionary = readFileSync(new URL('../../docs/data-dictionary.md', import.meta.url), 'utf8');
    for (const [kind, columns] of Object.entries(columnsOfRows)) {
      const section = dictionary.split(`## --rows ${kind}\n`)[1]?.split('\n## ')[0] ?? '';
      const documented = [...section.matchAll(/^\| `([^|]+)` \|/gm)].flatMap((match) =>
        (match[1] ?? '').split('`, `').flatMap((name) => name.split('` `')),
      );
      expect({ kind, columns: documented }).toEqual({ kind, columns: [...columns] });
    }
  });

  it('hold a value with its source and reason beside it', () => {
    expect(releaseRows([view])).toMatchObject([
      {
        release: 'GLM-4.5',
        license: 'mit',
        license_url: 'https://example.org/',
        license_reason: 'for a test',
        models: 2,
      },
    ]);
  });

  it('of models take from the release what holds for all', () => {
    expect(modelRows([view])).toMatchObject([
      { model: 'GLM-4.5', total_parameters: 355e9, license: 'mit', disputed: 'total_parameters' },
      { model: 'GLM-4.5-Air', total_parameters: 106e9, license: 'mit', disputed: '' },
    ]);
  });

  it('of repos name the model', () => {
    expect(repoRows([view])).toMatchObject([{ repo: 'zai-org/GLM-4.5', model: 'GLM-4.5', quantization: '' }]);
  });
});

describe('CSV', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '=HYPERLINK("http://x")'])('disarms %s', async (text) => {
    const csv = await toCsv(['a'], [{ a: text }]);
    const [, cell = ''] = csv.split('\r\n');
    expect(cell.replace(/^"/, '').startsWith("'")).toBe(true);
  });

  it('leaves numbers alone, and quotes what has to be quoted', async () => {
    const csv = await toCsv(
      ['a', 'b', 'c', 'd'],
      [{ a: 671e9, b: 'x, "y"\nz', c: null, d: ['text', 'image'] }],
    );
    expect(csv).toBe('a,b,c,d\r\n671000000000,"x, ""y""\nz",,"[""text"",""image""]"\r\n');
  });
});

describe('Markdown', () => {
  it('shows hostile text as text', () => {
    const table = toMarkdown(['a'], [{ a: '[click](javascript:x) | **bold** <script>\nsecond' }]);
    expect(table.split('\n')).toHaveLength(3);
    expect(table).toContain('\\[click\\]\\(javascript:x\\) \\| \\*\\*bold\\*\\* \\<script\\>');
  });

  it('keeps addresses whole', () => {
    expect(toMarkdown(['url'], [{ url: 'https://example.org/a_b' }])).toContain(
      '| https://example.org/a_b |',
    );
  });
});
