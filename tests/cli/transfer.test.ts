import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeUsedWorkplace, makeWorkplace, type Workplace } from './workplace.ts';

async function exported(place: Workplace, data?: string): Promise<string[]> {
  const { output } = await place.run('export', ...(data === undefined ? [] : ['--data', data]));
  return output.trimEnd().split('\n');
}

async function fileOf(place: Workplace, lines: readonly string[]): Promise<string> {
  const file = join(place.folder, 'catalog.jsonl');
  await writeFile(file, `${lines.join('\n')}\n`);
  return file;
}

describe('a catalog that is exported and imported', () => {
  it('is equal, and tells nobody anything', async () => {
    await using place = await makeUsedWorkplace();
    const lines = await exported(place);
    expect(lines.length).toBeGreaterThan(50);
    const other = join(place.folder, 'other');
    const told = place.receiver.arrivals.length;
    const { code, output } = await place.run('import', await fileOf(place, lines), '--data', other);
    expect({ code, output }).toMatchObject({ code: 0, output: expect.stringContaining('Imported') });
    expect(await exported(place, other)).toEqual(lines);
    expect((await place.run('releases', '--data', other)).output).toBe((await place.run('releases')).output);
    expect(place.receiver.arrivals).toHaveLength(told);
  });

  it('is not put on top of another', async () => {
    await using place = await makeUsedWorkplace();
    const file = await fileOf(place, await exported(place));
    await expect(place.run('import', file)).rejects.toMatchObject({ code: 'import-not-empty' });
  });

  it.each([
    ['cut short', (lines: string[]) => lines.slice(0, -1), 'import-incomplete'],
    ['without a line', (lines: string[]) => lines.toSpliced(3, 1), 'import-incomplete'],
    ['changed', (lines: string[]) => lines.map((line) => line.replace('GLM', 'GML')), 'import-incomplete'],
    ['with something behind it', (lines: string[]) => [...lines, lines[1] ?? ''], 'import-incomplete'],
    [
      'of other tables',
      (lines: string[]) => ['{"modelwatch":"9.9.9","schema":[]}', ...lines.slice(1)],
      'import-version',
    ],
    ['something else', () => ['hello', 'world'], 'import-line'],
    ['nothing', () => [''], 'import-line'],
  ])('is refused whole where the file is %s', async (_, change, code) => {
    await using place = await makeUsedWorkplace();
    const file = await fileOf(place, change(await exported(place)));
    const other = join(place.folder, 'other');
    await expect(place.run('import', file, '--data', other)).rejects.toMatchObject({ code });
    expect(await exported(place, other)).toHaveLength(2);
  });

  it('needs a catalog', async () => {
    await using place = await makeWorkplace();
    await expect(place.run('export')).rejects.toMatchObject({ code: 'store-absent' });
  });
});
