/** Feeds as news sites have them: thirty items of a title, a link, a date and a paragraph; each tenth names a lab. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const ITEMS = 30;
const FIRST_DAY = Date.parse('2025-01-01T08:00:00Z');
const HOUR = 3_600_000;
const THINGS = ['chips', 'phones', 'robots', 'cars', 'clouds', 'games', 'banks', 'ports', 'trains', 'films'];
const LABS = ['DeepSeek', 'Qwen', 'Moonshot AI', 'Zhipu', 'MiniMax'];
const SENTENCE =
  'It is the third such step this year, people who know of the matter said, and it may not be the last. ';

export function makeFeed(feed: number): string {
  const items = Array.from({ length: ITEMS }, (_, item) => makeItem(feed, item)).join('\n');
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>Outlet ${feed}</title><link>https://outlet-${feed}.example/</link><description>News</description>
${items}
</channel></rss>`;
}

function makeItem(feed: number, item: number): string {
  const thing = THINGS[(feed + item) % THINGS.length];
  const lab = LABS[(feed + item) % LABS.length];
  const about = item % 10 === 0 ? `${lab} and the ${thing} of tomorrow` : `Why ${thing} will be dearer`;
  const title = `${about}, part ${feed}-${item}`;
  const link = `https://outlet-${feed}.example/${item}?utm_source=rss`;
  const date = new Date(FIRST_DAY + item * HOUR).toUTCString();
  return `<item><title>${title}</title><link>${link}</link><guid isPermaLink="false">outlet-${feed}-${item}</guid>
<pubDate>${date}</pubDate><dc:creator>Desk ${feed}</dc:creator>
<description><![CDATA[<p>${title}.</p><p>${SENTENCE.repeat(4)}</p>]]></description></item>`;
}

/** A configuration folder that watches these feeds and tells nobody. */
export function writeFeedConfiguration(folder: string, urls: readonly string[]): void {
  mkdirSync(folder, { recursive: true });
  const labs = LABS.map((name) => `  - { id: ${name.toLowerCase().replaceAll(' ', '-')}, name: ${name} }`);
  const sources = urls.map((url, index) => `  - { id: outlet-${index}, kind: feed, url: "${url}" }`);
  writeFileSync(join(folder, 'labs.yaml'), `labs:\n${labs.join('\n')}\n`);
  writeFileSync(join(folder, 'sources.yaml'), `sources:\n${sources.join('\n')}\n`);
  writeFileSync(
    join(folder, 'alerts.yaml'),
    'channels:\n  - { id: console, kind: console }\nrules:\n  - { id: releases, on: [release.*], to: [console] }\n',
  );
}
