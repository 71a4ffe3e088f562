import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readEnvironment } from '../../src/config/environment.ts';
import { UsageError } from '../../src/errors.ts';

async function dotEnv(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'modelwatch-env-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, '.env'), text);
  return join(folder, '.env');
}

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    readEnvironment(env);
  } catch (error) {
    if (error instanceof UsageError) return error.problems;
    throw error;
  }
  return [];
}

describe('the environment', () => {
  test('may be empty', () => {
    expect(readEnvironment({})).toEqual({
      hfEndpoint: 'https://huggingface.co',
      hfToken: null,
      databaseUrl: null,
      redisUrl: null,
      contact: null,
      allowPrivateNetwork: false,
      proxies: { http: null, https: null, exceptions: [] },
      watchdogUrl: null,
      roles: null,
      clock: null,
      variables: {},
    });
  });

  test('is read', () => {
    const variables = {
      HF_ENDPOINT: 'http://127.0.0.1:8080/hub/',
      HF_TOKEN: 'hf_abc',
      DATABASE_URL: 'sqlite:./data/x.sqlite',
      REDIS_URL: 'rediss://:secret@example.org:6380/1',
      MODELWATCH_CONTACT: 'https://example.org/bot',
      MODELWATCH_ALLOW_PRIVATE_NETWORK: '1',
      MODELWATCH_WATCHDOG_URL: 'https://watch.example/ping',
      MODELWATCH_ROLE: 'Worker, web',
      MODELWATCH_CLOCK: '2025-07-11T09:00:00+08:00',
      TEAM: 'x',
    };
    expect(readEnvironment(variables)).toEqual({
      hfEndpoint: 'http://127.0.0.1:8080/hub',
      hfToken: 'hf_abc',
      databaseUrl: 'sqlite:./data/x.sqlite',
      redisUrl: 'rediss://:secret@example.org:6380/1',
      contact: 'https://example.org/bot',
      allowPrivateNetwork: true,
      proxies: { http: null, https: null, exceptions: [] },
      watchdogUrl: 'https://watch.example/ping',
      roles: new Set(['worker', 'web']),
      clock: Date.UTC(2025, 6, 11, 1),
      variables,
    });
  });

  test('set to nothing counts as unset', () => {
    const environment = readEnvironment({
      HF_TOKEN: '',
      HF_ENDPOINT: ' ',
      MODELWATCH_CLOCK: '',
      X: undefined,
    });
    expect(environment).toMatchObject({ hfToken: null, hfEndpoint: 'https://huggingface.co', variables: {} });
  });

  test('wins over .env, also where it is set to nothing', async () => {
    const file = await dotEnv('HF_TOKEN=hf_file\nMODELWATCH_CONTACT="me@example.org" # me\nTEAM=file\n');
    expect(readEnvironment({ HF_TOKEN: '', TEAM: 'real' }, file)).toMatchObject({
      hfToken: null,
      contact: 'me@example.org',
      variables: { TEAM: 'real', MODELWATCH_CONTACT: 'me@example.org' },
    });
  });

  test('does without .env, but not with one that cannot be read', async () => {
    const file = await dotEnv('');
    expect(readEnvironment({}, `${file}.missing`).variables).toEqual({});
    expect(() => readEnvironment({}, join(file, '..'))).toThrow(UsageError);
  });

  test('what cannot be used is said all at once, without the secrets in it', () => {
    expect(
      problemsOf({
        HF_ENDPOINT: 'ftp://example.org',
        HF_TOKEN: 'sesame',
        DATABASE_URL: 'mysql://me:sesame@example.org/db',
        REDIS_URL: 'localhost:6379',
        MODELWATCH_CONTACT: 'Jörg',
        MODELWATCH_ALLOW_PRIVATE_NETWORK: 'yes',
        MODELWATCH_WATCHDOG_URL: 'hc-ping.com/abc',
        MODELWATCH_ROLE: 'worker,boss',
        MODELWATCH_CLOCK: '2025-02-30T00:00:00Z',
      }),
    ).toEqual([
      'HF_ENDPOINT: not an http or https address of a Hub; write it as https://huggingface.co, or leave it unset',
      'HF_TOKEN: not a token of the Hugging Face Hub; one begins with "hf_"',
      'DATABASE_URL: not an address of a database; leave it unset, or write sqlite:PATH or postgres://user:password@host/database',
      'REDIS_URL: not an address of a Redis server; write it as redis://localhost:6379',
      'MODELWATCH_CONTACT: a web page or an e-mail address, in ASCII and without parentheses',
      'MODELWATCH_ALLOW_PRIVATE_NETWORK: write 1 to allow it, or leave it unset',
      'MODELWATCH_WATCHDOG_URL: not an http or https address; write the one that the watchdog gave you',
      'MODELWATCH_ROLE: no role of a process; write scheduler, worker, web, or several of them with commas between them',
      'MODELWATCH_CLOCK: not a time; write it in ISO 8601 with its zone, as 2025-07-11T09:00:00Z',
    ]);
  });

  test('proxies are read in either case, and small letters win', () => {
    const exceptions = 'localhost, .example.org\t10.0.0.0/8,';
    expect(
      readEnvironment({
        HTTP_PROXY: 'http://upper.example:1',
        http_proxy: 'lower.example:3128',
        HTTPS_PROXY: 'https://user:p%40ss@secure.example',
        https_proxy: '',
        NO_PROXY: exceptions,
      }).proxies,
    ).toEqual({
      http: 'http://lower.example:3128/',
      https: 'https://user:p%40ss@secure.example/',
      exceptions: ['localhost', '.example.org', '10.0.0.0/8'],
    });
  });

  test.each([
    ['HTTPS_PROXY', 'socks5://user:sesame@proxy.example:1080'],
    ['HTTP_PROXY', 'http://proxy.example:3128/sesame'],
    ['HTTPS_PROXY', 'http://user:sesame%zz@proxy.example:3128'],
    ['https_proxy', 'http://'],
  ])('%s=%s is refused, without showing it', (name, value) => {
    expect(problemsOf({ [name]: value })).toEqual([
      `${name.toUpperCase()}: not the address of an HTTP proxy; write it as http://proxy.example.org:3128`,
    ]);
  });

  test.each([
    ['HF_ENDPOINT', 'huggingface.co'],
    ['HF_ENDPOINT', 'https://user:pass@example.org'],
    ['HF_ENDPOINT', 'https://example.org/?a=1'],
    ['HF_TOKEN', 'hf_'],
    ['HF_TOKEN', 'hf_a b'],
    ['DATABASE_URL', 'mysql://x'],
    ['DATABASE_URL', 'sqlite:'],
    ['DATABASE_URL', 'postgres:db'],
    ['MODELWATCH_CONTACT', 'a\nb'],
    ['MODELWATCH_ROLE', 'worker,'],
    ['MODELWATCH_CLOCK', '2025-07-11T09:00:00'],
    ['MODELWATCH_CLOCK', '11 July 2025'],
    ['MODELWATCH_CLOCK', '1752224400'],
  ])('%s=%s is refused', (name, value) => {
    expect(problemsOf({ [name]: value })).toEqual([expect.stringMatching(`^${name}: `)]);
  });

  test.each([
    'postgres://me:sesame@db.example.org/modelwatch?sslmode=verify-full&schema=watch',
    'postgresql://localhost/modelwatch',
    'postgres:///modelwatch?host=/run/postgresql',
  ])('DATABASE_URL=%s', (url) => {
    expect(readEnvironment({ DATABASE_URL: url }).databaseUrl).toBe(url);
  });

  test.each(['2025-07-11', '2025-07-11T09:00Z', '2025-07-11T09:00:00.123Z'])('clock %s', (text) => {
    expect(readEnvironment({ MODELWATCH_CLOCK: text }).clock).toBe(Date.parse(text));
  });
});
