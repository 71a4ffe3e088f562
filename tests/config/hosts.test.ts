import { describe, expect, test } from 'vitest';
import { load, problemsOf } from './folder.ts';

describe('hosts', () => {
  test('are read by name, in small letters', async () => {
    const { hosts } = await load({
      'sources.yaml':
        'hosts:\n  Export.arXiv.org: { group: papers, spacing: 5s, connections: 2 }\n  "*.example.org": { spacing: 0s }\nsources: []\n',
    });
    expect(hosts).toEqual({
      'export.arxiv.org': { group: 'papers', spacing: 5000, connections: 2 },
      '*.example.org': { spacing: 0 },
    });
  });

  test.each([
    ['"https://example.org": {}', 'Not a host: write it as'],
    ['"example.org:80": {}', 'Not a host: write it as'],
    ['example.org: { spacing: 3 }', 'Not a time span'],
    ['example.org: { connections: 0 }', 'Not a number of connections'],
    ['example.org: { connections: 1.5 }', 'Not a number of connections'],
    ['example.org: { every: 3s }', 'Unrecognized key: "every"'],
  ])('%s is refused', async (host, message) => {
    const problems = await problemsOf({ 'sources.yaml': `hosts:\n  ${host}\nsources: []\n` });
    expect(problems).toEqual([expect.stringMatching(/sources\.yaml:2:\d+ hosts/)]);
    expect(problems[0]).toContain(message);
  });
});

describe('proxy', () => {
  const environment = { HTTPS_PROXY: 'http://env.example:3128', NO_PROXY: 'example.org' };
  const proxiesWith = async (proxy: string) =>
    (await load({ 'sources.yaml': `${proxy}\nsources: []\n` }, environment)).proxies;

  test('of the environment is taken where sources.yaml says nothing', async () => {
    expect(await proxiesWith('')).toEqual({
      http: null,
      https: 'http://env.example:3128/',
      exceptions: ['example.org'],
    });
  });

  test('of sources.yaml wins, and is for everything but the exceptions', async () => {
    const address = 'http://10.0.0.1:8080/';
    expect(await proxiesWith('proxy: 10.0.0.1:8080')).toEqual({
      http: address,
      https: address,
      exceptions: ['example.org'],
    });
  });

  test('none turns it off', async () => {
    expect(await proxiesWith('proxy: none')).toMatchObject({ http: null, https: null });
  });

  test('what is none is refused without being shown', async () => {
    const [problem, ...rest] = await problemsOf({
      'sources.yaml': 'proxy: socks5://user:sesame@proxy.example\nsources: []\n',
    });
    expect(rest).toEqual([]);
    expect(problem).toContain('Not the address of a proxy');
    expect(problem).not.toContain('sesame');
  });

  test('its credentials are secrets, as they are written and as they are meant', async () => {
    const { secrets } = await load(
      { 'sources.yaml': 'proxy: http://user:open%40sesame@proxy.example:3128\nsources: []\n' },
      { HTTPS_PROXY: 'http://sometoken@env.example' },
    );
    expect(secrets).toEqual(
      expect.arrayContaining([
        'http://user:open%40sesame@proxy.example:3128/',
        'open%40sesame',
        'open@sesame',
        'sometoken',
      ]),
    );
  });
});
