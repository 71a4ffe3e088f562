import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { sourceKinds } from '../src/sources/registry.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** What each part may import of ours, besides itself. Arrows point inwards. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  'src/domain': [],
  'src/errors.ts': [],
  'src/package-root.ts': [],
  'src/event-loop.ts': [],
  'src/thrift.ts': [],
  'src/observability': [],
  'src/http': ['src/domain', 'src/errors.ts', 'src/event-loop.ts', 'src/package-root.ts'],
  'src/sources': ['src/domain', 'src/errors.ts', 'src/event-loop.ts', 'src/http', 'src/package-root.ts'],
  'src/alerts': ['src/domain', 'src/errors.ts', 'src/http'],
  'src/store': ['src/domain', 'src/errors.ts', 'src/event-loop.ts'],
  'src/queue': ['src/domain', 'src/errors.ts', 'src/store', 'src/observability'],
  'src/pipeline': [
    'src/domain',
    'src/errors.ts',
    'src/event-loop.ts',
    'src/http',
    'src/sources',
    'src/alerts',
    'src/store',
    'src/queue',
    'src/observability',
  ],
  'src/config': ['src/domain', 'src/errors.ts', 'src/sources', 'src/alerts'],
  'src/web': [
    'src/domain',
    'src/errors.ts',
    'src/package-root.ts',
    'src/alerts',
    'src/config',
    'src/event-loop.ts',
    'src/thrift.ts',
    'src/sources',
    'src/store',
    'src/queue',
    'src/pipeline',
    'src/observability',
  ],
  jobs: ['src/pipeline', 'src/queue', 'src/store'],
  // The outermost: they put the rest together.
  'src/compose.ts': ['*'],
  'src/daemon.ts': ['*'],
  'src/main.ts': ['*'],
  'src/cli': ['*'],
  'src/demo': ['*'],
};

/** Nobody but these may import them: they are where the program is put together. */
const OUTERMOST = ['src/compose.ts', 'src/daemon.ts', 'src/main.ts', 'src/cli', 'src/demo', 'jobs'];

interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly string[];
}

const files = [...typescriptFiles('src'), ...typescriptFiles('jobs')];

describe('the structure', () => {
  it('has a rule for every part', () => {
    expect(files.filter((file) => partOf(file.path) === undefined).map((file) => file.path)).toEqual([]);
  });

  it('has arrows that point inwards only', () => {
    const wrong = files.flatMap((file) =>
      ownImports(file)
        .filter((target) => !mayImport(file.path, target))
        .map((target) => `${file.path} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it('reads the environment in src/config alone', () => {
    expect(filesWith(/process\.env\b/, 'src/config')).toEqual([]);
  });

  it('opens connections in src/http alone', () => {
    const network = /^(?:undici|node:https?|node:net|node:tls|node:dgram)$/;
    const inward = files.filter(
      (file) => !file.path.startsWith('src/http/') && !file.path.startsWith('src/demo/'),
    );
    // ioredis is the queue's own line to its server, no way to the outside.
    expect(
      inward.filter((file) => file.imports.some((name) => network.test(name))).map((file) => file.path),
    ).toEqual([]);
    expect(
      filesWith(/(?<![.\w])fetch\(/, 'src/http', 'src/demo').filter(
        (path) => !path.startsWith('src/sources/'),
      ),
    ).toEqual([]);
  });

  it('has SQL in src/store alone', () => {
    const database = /^(?:kysely|node:sqlite|pg)$/;
    expect(
      files
        .filter(
          (file) => !file.path.startsWith('src/store/') && file.imports.some((name) => database.test(name)),
        )
        .map((file) => file.path),
    ).toEqual([]);
  });

  it('keeps src/domain pure: no clock, no chance, no input or output', () => {
    const domain = files.filter((file) => file.path.startsWith('src/domain/'));
    const impure = /Date\.now\(|new Date\(\)|Math\.random\(|process\.|setTimeout|setInterval|await |import\(/;
    expect(domain.filter((file) => impure.test(withoutComments(file.text))).map((file) => file.path)).toEqual(
      [],
    );
    const builtIn = domain
      .flatMap((file) => file.imports)
      .filter((name) => !name.startsWith('.') && name !== 'node:crypto');
    expect(builtIn).toEqual([]);
  });

  it('has a folder for each kind of source, and a kind for each folder', () => {
    const folders = readdirSync(join(ROOT, 'src/sources'), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    expect(folders.map((entry) => entry.name).sort()).toEqual(
      Object.values(sourceKinds)
        .map(({ folder }) => folder)
        .sort(),
    );
    for (const { name } of folders) {
      expect(readdirSync(join(ROOT, 'src/sources', name))).toEqual(
        expect.arrayContaining(['README.md', 'config.ts', 'index.ts', 'schema.ts']),
      );
    }
  });

  it('has names that say what is in a file', () => {
    expect(
      files
        .filter((file) => /(?:^|\/)(?:utils?|helpers?|common|misc|shared)(?:\/|\.ts$)/.test(file.path))
        .map((file) => file.path),
    ).toEqual([]);
  });

  it('catches nothing that it does not name, and leaves nothing open', () => {
    expect(filesWith(/\b(?:TODO|FIXME|XXX)\b/)).toEqual([]);
    // An error that is passed over says in a comment why that is right.
    const silent = /catch\s*(?:\([^)]*\))?\s*\{\s*\}/;
    expect(files.filter((file) => silent.test(file.text)).map((file) => file.path)).toEqual([]);
  });
});

function typescriptFiles(folder: string): SourceFile[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => {
      const full = join(entry.parentPath, entry.name);
      const text = readFileSync(full, 'utf8');
      return { path: relative(ROOT, full).replaceAll('\\', '/'), text, imports: importsOf(text) };
    });
}

function importsOf(text: string): string[] {
  const statements =
    /(?:^|\n)\s*(?:import|export)\b[^;'"]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g;
  return [...text.matchAll(statements)].map((match) => match[1] ?? match[2] ?? '');
}

function ownImports(file: SourceFile): string[] {
  return file.imports
    .filter((name) => name.startsWith('.'))
    .map((name) => relative(ROOT, resolve(ROOT, dirname(file.path), name)).replaceAll('\\', '/'));
}

function partOf(path: string): string | undefined {
  return Object.keys(ALLOWED).find((part) => path === part || path.startsWith(`${part}/`));
}

function mayImport(from: string, to: string): boolean {
  const part = partOf(from);
  const target = partOf(to);
  if (part === undefined || target === undefined) return false;
  if (part === target) return true;
  if (OUTERMOST.includes(target) && !OUTERMOST.includes(part)) return false;
  return ALLOWED[part]?.some((allowed) => allowed === '*' || allowed === target) ?? false;
}

function filesWith(pattern: RegExp, ...except: readonly string[]): string[] {
  return files
    .filter(
      (file) =>
        !except.some((folder) => file.path.startsWith(`${folder}/`)) &&
        pattern.test(withoutComments(file.text)),
    )
    .map((file) => file.path);
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
}
