import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { createContext } from '../src/cli/context.ts';
import { createProgram } from '../src/cli/program.ts';
import { alertsFileSchema, labsFileSchema, sourcesFileSchema } from '../src/config/files.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const documents = [
  'README.md',
  'CHANGELOG.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
].map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

describe.each(documents)('$path', ({ path, text }) => {
  it('links to files that are there', () => {
    const links = [...text.matchAll(/\]\(([^)#\s]+)\)/g)].map((match) => match[1] ?? '');
    const missing = links.filter(
      (link) => !/^https?:/.test(link) && !existsSync(join(ROOT, dirname(path), link)),
    );
    expect(missing).toEqual([]);
  });

  it('names files that are there', () => {
    const named = [...text.matchAll(/`((?:src|jobs|config|tests|bench|docs)\/[\w./-]+)`/g)].map(
      (match) => match[1] ?? '',
    );
    expect(named.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  });

  it('shows configuration that can be used', () => {
    for (const [, example = ''] of text.matchAll(/```yaml\n([\s\S]*?)```/g)) {
      const value = parse(example) as Record<string, unknown>;
      if ('labs' in value) expect(labsFileSchema.safeParse(value).error).toBeUndefined();
      if ('sources' in value) expect(sourcesFileSchema.safeParse(value).error).toBeUndefined();
      if ('rules' in value || 'channels' in value) {
        const written = { channels: [], rules: [], ...value };
        // A secret of the true form stands in for the variable.
        const filled = JSON.parse(
          JSON.stringify(written)
            .replace(/\$\{TEAM_WEBHOOK_URL\}/, 'https://example.org/hook')
            .replace(
              /\$\{TEAM_WEBHOOK_SECRET\}/,
              `whsec_${Buffer.from('a secret of 24 bytes ...').toString('base64')}`,
            ),
        );
        expect(alertsFileSchema.safeParse(filled).error).toBeUndefined();
      }
    }
  });

  it('names commands and scripts that there are', () => {
    const program = createProgram('0', async () => {}, createContext);
    const commands = program.commands.map((command) => command.name());
    const used = [...text.matchAll(/`(?:npx )?modelwatch ([a-z]+)/g)].map((match) => match[1] ?? '');
    expect(used.filter((name) => !commands.includes(name))).toEqual([]);
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const run = [...text.matchAll(/npm run ([\w:]+)/g)].map((match) => match[1] ?? '');
    expect(run.filter((name) => !(name in scripts))).toEqual([]);
  });
});

describe('the README', () => {
  const readme = read('README.md');

  it('lists every command', () => {
    const program = createProgram('0', async () => {}, createContext);
    const missing = program.commands
      .map((command) => command.name())
      .filter((name) => !readme.includes(`\`${name}`));
    expect(missing).toEqual([]);
  });

  it('counts what is configured', () => {
    const { sources } = parse(read('config/sources.yaml')) as { sources: { kind: string; lab?: string }[] };
    const ofKind = (kind: string) => sources.filter((source) => source.kind === kind);
    const organizations = ofKind('huggingface-org');
    const labs = new Set(organizations.map(({ lab }) => lab)).size;
    expect(readme).toContain(`${organizations.length} organizations of ${labs} labs`);
    expect(readme).toContain(`${ofKind('wikipedia-page').length} pages of Wikipedia`);
    expect(readme).toContain(`${ofKind('feed').length} feeds`);
  });
});
