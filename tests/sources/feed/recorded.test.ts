import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ArticleObservation } from '../../../src/domain/observation.ts';
import { pollAnswer, pollBody } from './polled-feed.ts';

// Runs where MODELWATCH_RECORDED names a folder with feeds/ in it.
const recorded = process.env.MODELWATCH_RECORDED;
const folder = recorded === undefined ? null : join(recorded, 'feeds');
const files = folder !== null && existsSync(folder) ? readdirSync(folder) : [];

/** What each yields: items, of them dated; `null` where it is an error. */
const YIELDS: Readonly<Record<string, [number, number] | null>> = {
  'kc0011.rss': [20, 20],
  'bio.rdf': [30, 30],
  'ScriptingNews.json': [48, 48],
  'arxiv-id_abc_s0_m100_b79c8dcf6bc3.json': null,
  'arxiv-id_0000.0000_s0_m100_8b51d9633a68.json': [0, 0],
  'arxiv-q_testing_s0_m10_bc5a6c384fe9.json': [10, 10],
  'shopify-namespace.rss': [1, 0],
};

interface Recorded {
  readonly status: number;
  readonly body: Buffer;
}

/** Answers of arXiv's API were recorded with their status. */
function read(file: string): Recorded {
  const body = readFileSync(join(folder ?? '', file));
  if (!file.startsWith('arxiv')) return { status: 200, body };
  const answer: { status_code: number; body: string } = JSON.parse(body.toString());
  return { status: answer.status_code, body: Buffer.from(answer.body) };
}

describe('recorded feeds', () => {
  it.runIf(files.length > 0)('each yields articles that can be told apart and read', async () => {
    for (const file of files) {
      const { status, body } = read(file);
      const polled = pollAnswer((response) => response.writeHead(status).end(body));
      if (YIELDS[file] === null) {
        await expect(polled).rejects.toMatchObject({ code: 'upstream-status' });
        // Its older form came with 200.
        await expect(pollBody(body)).rejects.toMatchObject({ code: 'upstream-shape' });
        continue;
      }
      const { observations, salvaged } = await polled;
      expect([file, salvaged]).toEqual([file, undefined]);
      const dated = observations.filter(({ publishedAt }) => publishedAt !== null).length;
      expect([file, observations.length, dated]).toEqual([
        file,
        ...(YIELDS[file] ?? [observations.length, observations.length]),
      ]);
      expect(YIELDS[file] !== undefined || observations.length > 0).toBe(true);
      for (const article of observations) checkArticle(file, article);
    }
  });

  it.runIf(files.includes('kc0011.rss'))(
    'GB2312 is Chinese, its zone-less dates are those of its zone',
    async () => {
      const { observations } = await pollBody(read('kc0011.rss').body, {}, 'Asia/Shanghai');
      expect(observations[0]).toMatchObject({
        title: '建国35周年纪念，华表，和平鸽',
        guid: null,
        publishedAt: '2020-01-10T06:33:00.000Z',
        language: 'zh',
      });
      expect(observations.every(({ title }) => /\p{Script=Han}/u.test(title))).toBe(true);
    },
  );
});

function checkArticle(
  file: string,
  { guid, url, title, summary, text, publishedAt, links }: ArticleObservation,
): void {
  const about = { file, title };
  expect({ ...about, known: guid !== null || url !== null }).toEqual({ ...about, known: true });
  expect({
    ...about,
    markup: /&(?:#?\w+);|<\/?(?:p|a|b|i|em|br|div|span|img)\b[^>]*>/i.exec(`${title} ${summary}`),
  }).toEqual({
    ...about,
    markup: null,
  });
  expect(`${title}${summary}${text}`).not.toMatch(/[\ufffd\u200b\n]/);
  expect(publishedAt ?? '2000').toMatch(/^20\d\d/);
  for (const link of links) expect(link).toMatch(/^https?:\/\//);
}
