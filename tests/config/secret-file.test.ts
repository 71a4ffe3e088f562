// biome-ignore-all lint/suspicious/noTemplateCurlyInString: "${NAME}" is what the configuration itself writes.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readEnvironment } from '../../src/config/environment.ts';
import { UsageError } from '../../src/errors.ts';
import { load, problemsOf } from './folder.ts';

async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'modelwatch-secrets-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  return folder;
}

function problemsOfEnvironment(env: Record<string, string>): readonly string[] {
  try {
    readEnvironment(env);
  } catch (error) {
    if (error instanceof UsageError) return error.problems;
    throw error;
  }
  return [];
}

const ALERTS = {
  'alerts.yaml':
    'channels: [{ id: t, kind: webhook, url: "https://example.org/", secret: "${TEAM_SECRET}" }]\nrules: []\n',
};

describe('secrets in files', () => {
  test.each([
    ['HF_TOKEN', 'hf_from_a_file', 'hfToken'],
    ['DATABASE_URL', 'postgres://watch:sesame@db.example/models', 'databaseUrl'],
    ['REDIS_URL', 'redis://:sesame@cache.example:6379', 'redisUrl'],
    ['MODELWATCH_WATCHDOG_URL', 'https://watch.example/ping', 'watchdogUrl'],
  ] as const)('%s may stand in one, which an editor ended with a line break', async (name, value, field) => {
    const folder = await folderWith({ secret: `${value}\n` });
    const file = join(folder, 'secret');
    expect(readEnvironment({ [`${name}_FILE`]: file })[field]).toBe(value);
    expect(readEnvironment({ [`${name}_FILE`]: file, [name]: '' })[field]).toBe(value);
  });

  test('what is set wins, and the file is not even looked at', () => {
    const env = { HF_TOKEN: 'hf_set', HF_TOKEN_FILE: '/nowhere/at/all' };
    expect(readEnvironment(env).hfToken).toBe('hf_set');
  });

  test('one that cannot be read, is empty or is none is named, and nothing of it is shown', async () => {
    const folder = await folderWith({ empty: '\n', token: 'sesame', large: 'x'.repeat(70_000) });
    const of = (name: string) => problemsOfEnvironment({ HF_TOKEN_FILE: join(folder, name) });
    expect(of('none')).toEqual([`HF_TOKEN_FILE: ${folder}/none cannot be read (ENOENT)`]);
    expect(of('empty')).toEqual([`HF_TOKEN_FILE: there is nothing in ${folder}/empty`]);
    expect(of('.')).toEqual([expect.stringMatching(/is no file$/)]);
    expect(of('large')).toEqual([expect.stringMatching(/is too large for a secret$/)]);
    expect(of('token')).toEqual(['HF_TOKEN: not a token of the Hugging Face Hub; one begins with "hf_"']);
  });

  test('what alerts.yaml refers to may stand in one, and is kept out of logs as well', async () => {
    const secret = `whsec_${Buffer.from('a secret for tests alone').toString('base64')}`;
    const folder = await folderWith({ team: `${secret}\n` });
    const { channels, secrets } = await load(ALERTS, { TEAM_SECRET_FILE: join(folder, 'team') });
    expect(channels).toMatchObject([{ secret }]);
    expect(secrets).toContain(secret);
  });

  test('one that alerts.yaml needs and that is not there is said with its place', async () => {
    const problems = await problemsOf(ALERTS, { TEAM_SECRET_FILE: '/nowhere/team' });
    expect(problems).toEqual([
      'alerts.yaml:1:73 channels.0.secret: TEAM_SECRET_FILE: /nowhere/team cannot be read (ENOENT)',
    ]);
  });

  test('files that nothing refers to are left alone', () => {
    expect(problemsOfEnvironment({ SOME_OTHER_FILE: '/nowhere/at/all' })).toEqual([]);
  });
});
