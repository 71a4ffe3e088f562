import { describe, expect, it } from 'vitest';
import { decodeFeed } from '../../../src/sources/feed/charset.ts';
import { item, pollBody, rss } from './polled-feed.ts';

/** 深度求索发布 in the charsets of Chinese feeds. */
const NAME = '深度求索发布';
const GBK = Buffer.from('c9eeb6c8c7f3cbf7b7a2b2bc', 'hex');

function declared(charset: string, title: Uint8Array): Uint8Array {
  return Buffer.concat([
    Buffer.from(`<?xml version="1.0" encoding="${charset}"?><rss version="2.0"><channel><item><title>`),
    title,
    Buffer.from('</title><link>https://a.example/1</link></item></channel></rss>'),
  ]);
}

function utf16(text: string, order: 'le' | 'be', mark: boolean): Uint8Array {
  const bytes = Buffer.from(`${mark ? '\ufeff' : ''}${text}`, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
}

async function titleOf(body: Uint8Array, contentType = 'text/xml'): Promise<string | undefined> {
  const { observations } = await pollBody(body, { 'content-type': contentType });
  return observations[0]?.title;
}

describe('the charset of a feed', () => {
  it.each(['gb2312', 'GBK', 'gb18030'])('by its declaration: %s', async (charset) => {
    expect(await titleOf(declared(charset, GBK))).toBe(NAME);
  });

  it('by its declaration: Big5', async () => {
    expect(await titleOf(declared('big5', Buffer.from('a4a4a4e5', 'hex')))).toBe('中文');
  });

  it.each([
    ['le', true],
    ['be', true],
    ['le', false],
    ['be', false],
  ] as const)('by its bytes: UTF-16 %s, byte order mark: %s', async (order, mark) => {
    expect(await titleOf(utf16(rss(item(NAME)), order, mark), 'text/xml; charset=iso-8859-1')).toBe(NAME);
  });

  it('by the header, where the file says nothing', async () => {
    const body = Buffer.concat([Buffer.from('<rss version="2.0"><channel><item><title>'), GBK]);
    const whole = Buffer.concat([body, Buffer.from('</title></item></channel></rss>')]);
    expect(await titleOf(whole, 'text/xml; charset="GBK"')).toBe(NAME);
  });

  it.each([
    ['the header is wrong, as the bytes show', 'gb2312', 'text/xml; charset=utf-8', GBK],
    ['the declaration is wrong, as the bytes show', 'utf-8', 'text/xml; charset=gbk', GBK],
    ['the header is what the server says of all files', 'gbk', 'text/xml; charset=ISO-8859-1', GBK],
    ['the declaration is that of the database it came from', 'utf-16', 'text/xml', Buffer.from(NAME)],
    ['nobody knows the name of either', 'x-mystery', 'text/xml; charset=hz-gb-2312', Buffer.from(NAME)],
    ['a byte order mark says otherwise than both', 'gbk', 'text/xml; charset=gbk', Buffer.from(NAME)],
  ])('is right although %s', async (name, charset, contentType, title) => {
    const mark = name.includes('byte order') ? Buffer.from('efbbbf', 'hex') : Buffer.alloc(0);
    expect(await titleOf(Buffer.concat([mark, declared(charset, title)]), contentType)).toBe(NAME);
  });

  it('without any name: Chinese where the feed says so, else Western', () => {
    const chinese = Buffer.concat([Buffer.from('<rss><channel><language>zh-cn</language>'), GBK]);
    expect(decodeFeed(chinese, null).text).toContain(NAME);
    expect(decodeFeed(Buffer.from('<rss>caf\xe9 \x93x\x94', 'latin1'), null).text).toBe('<rss>café “x”');
  });

  it('one byte that is wrong costs one character, and is said', async () => {
    const body = Buffer.concat([declared('utf-8', Buffer.concat([Buffer.from(NAME), Buffer.from([0xff])]))]);
    const { observations, salvaged } = await pollBody(body);
    expect(observations[0]?.title).toBe(`${NAME}\ufffd`);
    expect(salvaged).toEqual(['bytes that are not of its charset']);
  });
});
