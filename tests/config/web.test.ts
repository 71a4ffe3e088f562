import { expect, it } from 'vitest';
import { load, problemsOf } from './folder.ts';

it('may be absent; then everybody on this machine reads', async () => {
  const { web } = await load({});
  expect(web).toEqual({ reading: null, cors: [], publicUrl: null, websubHub: null, requestsPerMinute: 300 });
});

it('says who may read, where the page is found, and who may use the API', async () => {
  const { web } = await load({
    'web.yaml': [
      'reading: token',
      'public_url: https://models.example.org/',
      'cors: ["https://example.org", "*"]',
      'websub_hub: https://hub.example.org/publish',
      'requests_per_minute: 60',
    ].join('\n'),
  });
  expect(web).toEqual({
    reading: 'token',
    cors: ['https://example.org', '*'],
    publicUrl: 'https://models.example.org',
    websubHub: 'https://hub.example.org/publish',
    requestsPerMinute: 60,
  });
});

it('is refused with the place of each fault', async () => {
  const lines = [
    'reading: opn',
    'public_url: https://example.org/models',
    'cors: ["https://example.org/", example.org]',
    'websub_hub: "ftp://example.org"',
    'requests_per_minute: 0',
    'token: secret',
  ];
  expect(await problemsOf({ 'web.yaml': lines.join('\n') })).toEqual([
    'web.yaml:1:10 reading: Unknown value "opn". Did you mean "open"?',
    expect.stringMatching(/^web\.yaml:2:13 public_url: Not the address of a host of its own/),
    expect.stringMatching(/^web\.yaml:3:8 cors\.0: Not an origin; write it as https:\/\/example\.org/),
    expect.stringMatching(/^web\.yaml:3:32 cors\.1: Not an origin/),
    expect.stringMatching(/^web\.yaml:4:13 websub_hub: Not an http or https address/),
    expect.stringMatching(/^web\.yaml:5:22 requests_per_minute: /),
    expect.stringMatching(/^web\.yaml:6:1: Unrecognized key: "token"/),
  ]);
});
