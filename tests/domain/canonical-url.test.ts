import { describe, expect, it } from 'vitest';
import { canonicalUrl } from '../../src/domain/canonical-url.ts';

describe('a canonical address', () => {
  it.each([
    ['HTTPS://News.Example.ORG:443/A?b=C#part', 'https://news.example.org/A?b=C'],
    ['http://example.org:80', 'http://example.org/'],
    ['https://example.org/a?utm_source=rss&id=7&UTM_Medium=x', 'https://example.org/a?id=7'],
    ['https://example.org/a?fbclid=1&gclid=2&mc_cid=3&spm=a.b', 'https://example.org/a'],
    ['https://example.org/a?', 'https://example.org/a'],
    ['https://example.org/a#', 'https://example.org/a'],
    ['https://example.org/a?ref=rss', 'https://example.org/a'],
    ['https://medium.com/@a/b-1?source=rss-abc------2', 'https://medium.com/@a/b-1'],
    ['https://example.org/a?ref=main&from=2024', 'https://example.org/a?ref=main&from=2024'],
    [
      'https://bbs.example.cn/forum.php?mod=viewthread&tid=1',
      'https://bbs.example.cn/forum.php?mod=viewthread&tid=1',
    ],
    [
      'https://mp.weixin.qq.com/s?__biz=M&mid=2&idx=1&sn=f&chksm=e&scene=1',
      'https://mp.weixin.qq.com/s?__biz=M&mid=2&idx=1&sn=f&scene=1',
    ],
    ['https://example.org/a?q=%E6%B7%B1+b&empty=&flag', 'https://example.org/a?q=%E6%B7%B1+b&empty=&flag'],
    ['https://example.org/#!/model/1', 'https://example.org/#!/model/1'],
    ['https://user:secret@example.org/a', 'https://example.org/a'],
    ['https://例子.cn/新闻', 'https://xn--fsqu00a.cn/%E6%96%B0%E9%97%BB'],
    [' https://example.org/a\n', 'https://example.org/a'],
  ])('%s', (address, canonical) => {
    expect(canonicalUrl(address)).toBe(canonical);
    expect(canonicalUrl(canonical)).toBe(canonical);
  });

  it('is absolute by its base', () => {
    expect(canonicalUrl('../b?utm_id=1', 'https://example.org/a/c')).toBe('https://example.org/b');
    expect(canonicalUrl('//cdn.example.org/x', 'https://example.org/')).toBe('https://cdn.example.org/x');
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'mailto:a@b.c',
    'ftp://a.b/c',
    '/relative',
    'http://',
    '',
    `https://a.b/${'x'.repeat(3000)}`,
  ])('is none: %.40s', (address) => {
    expect(canonicalUrl(address)).toBeNull();
  });
});
