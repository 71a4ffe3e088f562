import { describe, expect, it } from 'vitest';
import { read } from './reading.ts';

/** A table of lines whose cells are parted by `|`; a cell that begins with `!` is a header, `^2` spans two rows, `>2` columns. */
function table(...lines: string[]): string {
  const rows = lines.map((line) => {
    const cells = line.split('|').map((cell) => {
      const [, header, rows, columns, text] = /^(!?)(?:\^(\d+))?(?:>(\d+))?\s*(.*)$/.exec(cell.trim()) ?? [];
      const name = header ? 'th' : 'td';
      return `<${name}${rows ? ` rowspan="${rows}"` : ''}${columns ? ` colspan="${columns}"` : ''}>${text}</${name}>`;
    });
    return `<tr>${cells.join('')}</tr>`;
  });
  return `<div class="mw-parser-output"><table class="wikitable"><tbody>${rows.join('')}</tbody></table></div>`;
}

async function keys(html: string): Promise<string[]> {
  return (await read(html)).map(({ key }) => key);
}

describe('keys of rows', () => {
  const header = '!Name|!Release date|!License';

  it('do not depend on where rows stand', async () => {
    const rows = [
      'Qwen2|June 2024|Apache',
      'Qwen2|September 2024|MIT',
      'Qwen2|May 2025|MIT',
      'QwQ|2024-11|MIT',
    ];
    const forwards = await keys(table(header, ...rows));
    expect(forwards.toSorted()).toEqual(['row:qwen2', 'row:qwen2@2024-09', 'row:qwen2@2025-05', 'row:qwq']);
    expect((await keys(table(header, ...rows.toReversed()))).toSorted()).toEqual(forwards.toSorted());
  });

  it('stay when a later row of the same name comes, and do not double one that says the same', async () => {
    const first = 'Qwen2|June 2024|Apache';
    expect(await keys(table(header, first))).toEqual(['row:qwen2']);
    expect(await keys(table(header, first, first))).toEqual(['row:qwen2']);
    expect(await keys(table(header, 'Qwen2|July 2024|Apache', first))).toEqual([
      'row:qwen2',
      'row:qwen2@2024-07',
    ]);
  });

  it('are the same for one name in many spellings', async () => {
    for (const name of [
      'DeepSeek V3',
      'DeepSeek-V3',
      'ＤeepSeek‑V3',
      '<b>DeepSeek&#8203; V3</b> (a chat model)',
    ]) {
      expect(await keys(table(header, `${name}|December 2024|MIT`))).toEqual(['row:deepseek-v3']);
    }
  });
});

describe('subjects of rows', () => {
  it.each([
    ['DeepSeek-V3', 'V3-0324', 'DeepSeek-V3-0324'],
    ['DeepSeek-V3', 'DeepSeek-V3-0324', 'DeepSeek-V3-0324'],
    ['Qwen2.5', 'QwQ-32B', 'QwQ-32B'],
    ['Kimi K2', 'Thinking', 'Kimi K2 Thinking'],
    ['GLM-4.5', 'GLM-4.5 (full)', 'GLM-4.5'],
  ])('%s over %s is %s', async (family, member, subject) => {
    const html = table('!Version|!Variants|!Released', `^2 ${family}|Other-1|May 2024`, `${member}|May 2025`);
    expect((await read(html))[1]?.subject).toBe(subject);
  });

  it('take a series only where the name leaves it out', async () => {
    const html = table('!Series|!Model|!Released', '^2 Llama|3.1 405B|July 2024', 'Code Llama 2|May 2024');
    expect((await read(html)).map(({ subject }) => subject)).toEqual(['Llama 3.1 405B', 'Code Llama 2']);
  });
});

describe('tables', () => {
  it.each(['Name|Release date', 'Model|Launch date', 'Version|Released', 'Release|Release date', 'LLM|Date'])(
    'with headers %s are read',
    async (headers) => {
      const named = headers.split('|').map((header) => `!${header}`);
      const [row] = await read(table(named.join('|'), 'Qwen3|April 2025'));
      expect(row).toMatchObject({ subject: 'Qwen3', fields: { released_on: 'April 2025' } });
    },
  );

  it.each(['Name|Founded', 'Benchmark|Score', 'Params.|# Layers', 'Date|Event', 'Version|Notes'])(
    'with headers %s are not',
    async (headers) => {
      const named = headers.split('|').map((header) => `!${header}`);
      expect(await read(table(named.join('|'), 'Qwen3|April 2025'))).toEqual([]);
    },
  );

  it('have headers in plain cells, titles, repeated headers and groups in their midst', async () => {
    const html = table(
      '!>3 Models of the lab',
      '!Model|!Release date|!Parameters',
      '!>3 2024',
      'Qwen2|June 2024|72B',
      '!Model|!Release date|!Parameters',
      '>3 These came in 2025',
      'Qwen3|April 2025|235B',
      'Total|2 years|307B',
    );
    expect((await read(html)).map(({ subject }) => subject)).toEqual(['Qwen2', 'Qwen3']);
    expect(await keys(table('Model|Released', 'Qwen3|April 2025'))).toEqual(['row:qwen3']);
  });

  it('nest: each speaks for itself', async () => {
    const inner = table('!Model|!Released', 'Inner-1|May 2024').replaceAll(/<\/?div[^>]*>/g, '');
    const html = table('!Model|!Released|!Size', `Outer-1 ${inner}|June 2024|7B`);
    expect((await read(html)).map(({ key, fields }) => [key, fields.released_on])).toEqual([
      ['row:outer-1', 'June 2024'],
      ['row:inner-1', 'May 2024'],
    ]);
    const layout = `<table><tbody><tr><td>${inner}<p>Qwen3 was released in April 2025.</p></td></tr></tbody></table>`;
    expect((await read(layout)).map(({ subject }) => subject)).toEqual(['Inner-1', 'Qwen3']);
  });

  it('leave out columns of prose, whatever is written there', async () => {
    const html = (words: string) =>
      table('!Model|!Released|!Remarks|!备注|!Foo', `Qwen3|April 2025|${words}|${words}|x`);
    expect(await read(html('a'))).toEqual(await read(html('b')));
    expect((await read(html('a')))[0]?.fields).toEqual({ released_on: 'April 2025', foo: 'x' });
  });
});
