import { expect, it } from 'vitest';
import { type HostTable, limitsOfHost } from '../../src/domain/host-limits.ts';
import { KNOWN_HOSTS } from '../../src/http/known-hosts.ts';

function limits(url: string, configured: HostTable = {}) {
  return limitsOfHost(new URL(url), configured, KNOWN_HOSTS);
}

it('lets six requests at once go to a host that nothing is known of, each port a host of its own', () => {
  expect(limits('https://example.org/feed')).toEqual({
    group: 'example.org',
    spacing: 0,
    connections: 6,
    shared: false,
  });
  expect(limits('http://127.0.0.1:8080/').group).toBe('127.0.0.1:8080');
});

it.each(['https://arxiv.org/', 'https://export.arxiv.org./api', 'http://RSS.arXiv.org/rss/cs.CL'])(
  '%s is arXiv',
  (url) => expect(limits(url)).toEqual({ group: 'arxiv', spacing: 3000, connections: 1, shared: true }),
);

it('knows the wikis as one, and no host that only ends alike', () => {
  expect(limits('https://zh.m.wikipedia.org/')).toEqual({
    group: 'wikimedia',
    spacing: 0,
    connections: 3,
    shared: true,
  });
  expect(limits('https://notarxiv.org/').connections).toBe(6);
  expect(limits('https://arxiv.org.example/').connections).toBe(6);
  expect(limits('https://wikipedia.org.evil.example/').group).toBe('wikipedia.org.evil.example');
  expect(limits('https://constructor/').connections).toBe(6);
});

it('takes what is configured first, and what is known for the rest', () => {
  const configured = {
    'export.arxiv.org': { spacing: 0 },
    '*.example.org': { spacing: 1000 },
    'api.example.org': { connections: 2 },
    '*.a.example.org': { group: 'a' },
  };
  expect(limits('https://export.arxiv.org/', configured)).toEqual({
    group: 'arxiv',
    spacing: 0,
    connections: 1,
    shared: true,
  });
  expect(limits('https://rss.arxiv.org/', configured).spacing).toBe(3000);
  expect(limits('https://www.example.org/', configured)).toEqual({
    group: '*.example.org',
    spacing: 1000,
    connections: 6,
    shared: false,
  });
  expect(limits('https://api.example.org/', configured)).toEqual({
    group: 'api.example.org',
    spacing: 0,
    connections: 2,
    shared: true,
  });
  expect(limits('https://b.a.example.org/', configured).group).toBe('a');
});
