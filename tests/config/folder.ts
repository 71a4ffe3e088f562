import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Configuration, loadConfiguration } from '../../src/config/configuration.ts';
import { readEnvironment } from '../../src/config/environment.ts';
import { UsageError } from '../../src/errors.ts';

export type Files = Readonly<Record<string, string | Uint8Array | null>>;

const small: Files = {
  'labs.yaml': 'labs:\n  - { id: qwen, name: Qwen }\n  - { id: deepseek, name: DeepSeek }\n',
  'sources.yaml': 'sources: []\n',
  'alerts.yaml': 'channels:\n  - { id: console, kind: console }\nrules: []\n',
};

/** A real folder with a small good configuration in it, except for what is given; null leaves a file out. */
export async function makeFolder(files: Files = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'modelwatch-config-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries({ ...small, ...files })) {
    if (content === null) continue;
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return folder;
}

export async function load(files: Files = {}, env: Record<string, string> = {}): Promise<Configuration> {
  return loadConfiguration(await makeFolder(files), readEnvironment(env));
}

/** The problems that a configuration is refused with. */
export async function problemsOf(files: Files, env: Record<string, string> = {}): Promise<readonly string[]> {
  const folder = await makeFolder(files);
  try {
    await loadConfiguration(folder, readEnvironment(env));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return error.problems.map((problem) => problem.replaceAll(folder, 'FOLDER'));
  }
  return [];
}
