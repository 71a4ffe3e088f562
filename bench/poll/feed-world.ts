/**
 * Feeds as news sites have them: thirty items of a title, a link, a date and two paragraphs with their markup. Most are
 * about anything; of three, one is news of a lab, one tells of a release, and one names a lab in passing.
 */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../../src/package-root.ts';

export const ITEMS = 30;
const FIRST_DAY = Date.parse('2025-01-01T08:00:00Z');
const HOUR = 3_600_000;

const WHO = [
  'The city council',
  'A small studio',
  'The central bank',
  'Toyota',
  'Two former ministers',
  'The national museum',
  'A group of nurses',
  'Nintendo',
  'The port of Rotterdam',
  'Researchers in Kyoto',
  'An old brewery',
  'Microsoft',
  'The orchestra’s new conductor',
];
const DOES = [
  'looks again at',
  'opens',
  'puts off',
  'defends',
  'is taken to court over',
  'launches',
  'pays for',
  'closes the door on',
  'quietly sells',
  'announces',
  'learns from',
];
const WHAT = [
  'a line of electric buses',
  'the winter timetable',
  'cheaper phones for schools',
  'its Step 3 plan for housing',
  'a museum of glass',
  'AI cameras at crossings',
  'the second tunnel',
  'a seed catalogue from 1911',
  'its streaming service',
  'new rules for short lets',
  'Orion 14, a telescope',
  'the harbour’s last crane',
  'a ring road',
  'fees on parking',
  'a chatbot for tax returns',
  'the women’s league',
  'bonds worth $2.5 billion',
];
const NEWS = [
  'DeepSeek barred from government phones in a third country',
  'Moonshot AI raises $500 million at a higher valuation',
  'Zhipu cuts prices of its coding plan by half',
  'MiniMax seeks a listing in Hong Kong',
  'Banks adopt Qwen for their help desks',
];
const RELEASES = [
  'DeepSeek releases DeepSeek-V3.2 with open weights',
  'Alibaba unveils Qwen3-Max, its largest language model',
  'Moonshot AI launches Kimi K2 Thinking',
  'Zhipu open-sources GLM-4.6 for coding agents',
  'MiniMax announces MiniMax-M2',
];
const PASSING = [
  'Much of it runs on Qwen, as a clerk let slip.',
  'Others compare the sum with what DeepSeek is said to have spent.',
];
const SAID = [
  'The decision came after months of talks that nobody would speak of on the record.',
  'It is the third such step this year, people who know of the matter said, and it may not be the last.',
  'Residents were told on Tuesday, by letter &amp; at a meeting that lasted until midnight.',
  'Shares rose by 4&#37; in early trading before they gave back most of it.',
  'A spokeswoman said that the costs &#8220;had never been a secret&#8221; and declined to give them.',
  'In the end it was the weather that settled the question, as it often is there.',
  'The paper, which two outsiders have read, is to appear in the spring.',
  'Whether anybody will come is another matter: last year 12,000 did.',
  'Critics call it a stopgap; those who drew it up say that gaps are there to be stopped.',
  'A judge is to hear both sides in March, and the money stays where it is until then.',
  'Nobody has yet worked out who pays for the bridge.',
];

export function makeFeed(feed: number): string {
  const items = Array.from({ length: ITEMS }, (_, item) => makeItem(feed, item)).join('\n');
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"><channel>
<title>Outlet ${feed}</title><link>https://outlet-${feed}.example/</link><description>News</description>
<language>en</language><ttl>15</ttl>
${items}
</channel></rss>`;
}

function makeItem(feed: number, item: number): string {
  const site = `https://outlet-${feed}.example`;
  const number = feed * ITEMS + item;
  const about = `${pick(WHO, number, 7)} ${pick(DOES, number, 5)} ${pick(WHAT, number, 3)}`;
  const title = (item === 3 && pick(NEWS, feed, 1)) || (item === 13 && pick(RELEASES, feed, 1)) || about;
  const [first, second, third, fourth] = [0, 1, 2, 3].map((at) => pick(SAID, number + at * feed, at * 2 + 1));
  const last = item === 23 ? pick(PASSING, feed, 1) : fourth;
  const date = new Date(FIRST_DAY + item * HOUR).toUTCString();
  return `<item><title>${title} (${feed}-${item})</title><link>${site}/2025/${item}/story-${number}?utm_source=rss</link>
<guid isPermaLink="false">${site}/?p=${number}</guid><pubDate>${date}</pubDate><dc:creator>Desk ${feed}</dc:creator>
<media:content url="${site}/images/${number}.jpg" medium="image"/>
<description><![CDATA[<p><img src="${site}/images/${number}-small.jpg" alt="">${about}. ${first} ${second}</p>
<p>${third} <a href="${site}/more/${number}">${last}</a></p>]]></description></item>`;
}

/** Multiplied by a number that shares no factor with the lengths, so that every pairing comes. */
function pick(words: readonly string[], at: number, step: number): string {
  return words[(at * step + Math.floor(at / words.length)) % words.length] ?? '';
}

/** A configuration folder that watches these feeds for the labs that are shipped, and tells nobody. */
export function writeFeedConfiguration(folder: string, urls: readonly string[]): void {
  mkdirSync(folder, { recursive: true });
  const sources = urls.map((url, index) => `  - { id: outlet-${index}, kind: feed, url: "${url}" }`);
  copyFileSync(join(PACKAGE_ROOT, 'config', 'labs.yaml'), join(folder, 'labs.yaml'));
  writeFileSync(join(folder, 'sources.yaml'), `sources:\n${sources.join('\n')}\n`);
  writeFileSync(
    join(folder, 'alerts.yaml'),
    'channels:\n  - { id: console, kind: console }\nrules:\n  - { id: releases, on: [release.*], to: [console] }\n',
  );
}
