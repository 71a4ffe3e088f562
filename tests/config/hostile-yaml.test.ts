import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadConfiguration } from '../../src/config/configuration.ts';
import { readEnvironment } from '../../src/config/environment.ts';
import { load, makeFolder, problemsOf } from './folder.ts';

async function faultsOf(sources: string | Uint8Array): Promise<readonly string[]> {
  return problemsOf({ 'sources.yaml': sources });
}

describe('files that are not there, or no text', () => {
  test('no folder', async () => {
    const folder = join(await makeFolder(), 'nowhere');
    await expect(loadConfiguration(folder, readEnvironment({}))).rejects.toMatchObject({
      code: 'configuration',
      problems: [
        `${folder}: There is no such folder; it has to hold labs.yaml, sources.yaml and alerts.yaml`,
      ],
    });
  });

  test('missing files', async () => {
    expect(await problemsOf({ 'labs.yaml': null, 'sources.yaml': null, 'alerts.yaml': null })).toEqual([
      'labs.yaml: There is no such file in FOLDER',
      'sources.yaml: There is no such file in FOLDER',
      'alerts.yaml: There is no such file in FOLDER',
    ]);
  });

  test('a folder where a file should be', async () => {
    const folder = await makeFolder({ 'sources.yaml': null });
    await mkdir(join(folder, 'sources.yaml'));
    await expect(loadConfiguration(folder, readEnvironment({}))).rejects.toMatchObject({
      problems: ['sources.yaml: The file cannot be read (EISDIR)'],
    });
  });

  // A link to itself cannot be read by root either.
  test('a file that cannot be read', async () => {
    const folder = await makeFolder({ 'sources.yaml': null });
    await symlink('sources.yaml', join(folder, 'sources.yaml'));
    await expect(loadConfiguration(folder, readEnvironment({}))).rejects.toMatchObject({
      problems: ['sources.yaml: The file cannot be read (ELOOP)'],
    });
  });

  test('empty, comments only, nothing behind the marker', async () => {
    expect(
      await problemsOf({ 'labs.yaml': '', 'sources.yaml': '# nothing\n', 'alerts.yaml': '---\n' }),
    ).toEqual([
      'labs.yaml:1:1: The file is empty',
      'sources.yaml:1:1: The file is empty',
      'alerts.yaml:1:1: The file is empty',
    ]);
  });

  test('not UTF-8', async () => {
    expect(await faultsOf(Buffer.from('sources: []\n# caf\xe9\n', 'latin1'))).toEqual([
      'sources.yaml:2:6: The file is not UTF-8 text; save it as UTF-8',
    ]);
    expect(await faultsOf(Buffer.from('\ufeffsources: []', 'utf16le'))).toEqual([
      'sources.yaml:1:1: The file is not UTF-8 text; save it as UTF-8',
    ]);
  });

  test('a byte order mark and Windows line ends are fine', async () => {
    await expect(load({ 'sources.yaml': '\ufeffsources: []\r\n' })).resolves.toMatchObject({ sources: [] });
  });

  test('larger than any configuration', async () => {
    expect(await faultsOf(`# ${'x'.repeat(2_000_000)}`)).toEqual([
      'sources.yaml: The file is larger than 2000000 bytes',
    ]);
  });
});

describe('faults of YAML', () => {
  test.each([
    ['a tab', 'sources:\n\t- id: a\n', '2:1: A tab cannot be used to indent; use spaces'],
    [
      'a star without quotes',
      'sources:\n  - id: a\n    every: */2 * * * *\n',
      '3:16: Unexpected alias at node end. A value that begins with "*" has to be quoted, as "*/2 * * * *"',
    ],
    ['a key twice', 'sources: []\nsources: []\n', '2:1: This key stands here twice'],
    [
      'two documents',
      'sources: []\n---\nsources: []\n',
      '2:1: The file holds several documents; remove the "---" between them',
    ],
    ['a foreign tag', 'sources: !!js/function "x"\n', '1:10: Unresolved tag: tag:yaml.org,2002:js/function'],
    ['text', 'hello', '1:1: Expected keys and values, found text'],
    ['a list', '- a', '1:1: Expected keys and values, found a list'],
    [
      'nothing under the key',
      'sources:\n',
      '1:9 sources: Expected a list, found nothing. Write [] if there are none',
    ],
    ['another key', 'source: []\n', '1:1: Missing key: "sources"'],
    [
      'a list as key',
      '? [a, b]\n: 1\nsources: []\n',
      '1:1: Unrecognized key: "[ a, b ]". Known keys: sources, proxy, hosts',
    ],
    [
      'a prototype',
      '__proto__: { a: 1 }\nsources: []\n',
      '1:1: Unrecognized key: "__proto__". Known keys: sources, proxy, hosts',
    ],
    [
      'a control character',
      '"\\e[31m": 1\nsources: []\n',
      '1:1: Unrecognized key: "\uFFFD[31m". Known keys: sources, proxy, hosts',
    ],
    [
      'a merge key',
      'x: &x {}\n<<: *x\nsources: []\n',
      '1:1: Unrecognized key: "x". Known keys: sources, proxy, hosts',
    ],
  ])('%s', async (_, text, fault) => {
    expect((await faultsOf(text))[0]).toBe(`sources.yaml:${fault}`);
  });

  test('a list that holds itself', async () => {
    expect(await faultsOf('sources: &all [*all]\n')).toEqual([
      'sources.yaml:1:16 sources.0: Expected keys and values, found a list',
    ]);
  });

  test('aliases that multiply', async () => {
    const lines = ['a: &a [x,x,x,x,x,x,x,x,x]'];
    for (const [from, to] of ['ab', 'bc', 'cd', 'de']) {
      lines.push(`${to}: &${to} [${Array(9).fill(`*${from}`).join(',')}]`);
    }
    expect(await faultsOf([...lines, 'sources: *e'].join('\n'))).toEqual([
      'sources.yaml: The file repeats itself too often with aliases',
    ]);
  });

  test('brackets without end', async () => {
    for (const text of ['['.repeat(100_000), `${'['.repeat(20_000)}${']'.repeat(20_000)}`]) {
      const faults = await faultsOf(`sources: ${text}`);
      expect(faults).toHaveLength(1);
      expect(faults[0]).toMatch(/^sources\.yaml(:1:\d+)?: The file is nested too deeply$/);
    }
  });

  test('an alias used well', async () => {
    const labs =
      'labs:\n  - { id: a, name: A, aliases: &names [x] }\n  - { id: b, name: B, aliases: *names }\n';
    expect((await load({ 'labs.yaml': labs })).labs.map((lab) => lab.aliases)).toEqual([['x'], ['x']]);
  });
});
