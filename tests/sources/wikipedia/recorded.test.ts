import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pageAskedFor, queryAnswerSchema } from '../../../src/sources/wikipedia/schema.ts';

interface RecordedAnswer {
  readonly url: string;
  readonly status: number;
  readonly body: unknown;
}

const root = process.env.MODELWATCH_RECORDED;
const folder = root === undefined ? null : join(root, 'wikipedia');
const files = folder !== null && existsSync(folder) ? readdirSync(folder).sort() : [];

describe('recorded answers', () => {
  // Runs where MODELWATCH_RECORDED names a folder with wikipedia/ in it.
  it.runIf(files.length > 0)('are read, the missing page among them', () => {
    const kinds = files.map((file) => {
      const recorded: RecordedAnswer = JSON.parse(readFileSync(join(folder ?? '', file), 'utf8'));
      const title = new URL(recorded.url).searchParams.get('titles') ?? '';
      const page = pageAskedFor(queryAnswerSchema.parse(recorded.body), title);
      process.stdout.write(`${file}: ${JSON.stringify(page)}\n`);
      expect(page).toBeDefined();
      expect(page?.kind).toBe(file.includes('exists_false') ? 'missing' : 'page');
      if (page?.kind === 'page') expect(page.revision).toBeGreaterThan(1_000_000_000);
      return page?.kind;
    });
    expect(new Set(kinds)).toEqual(new Set(['missing', 'page']));
  });
});
