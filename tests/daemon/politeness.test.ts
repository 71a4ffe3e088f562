import { expect, it } from 'vitest';
import { eventually } from '../eventually.ts';
import { startServer } from '../http/local-server.ts';
import { model } from '../pipeline/models.ts';
import { endAll, startEach } from './each-role.ts';
import { makePlace } from './program.ts';

const FEED =
  '<rss version="2.0"><channel><title>a feed</title><link>http://localhost/</link></channel></rss>';
const SPACING_MS = 1000;
const SLOW_MS = 1300;
const QUOTA = 20;
const ROLES = ['scheduler', 'worker', 'worker', 'worker', 'worker'];

/** Answers slowly, and notes when each request came, and how many were under way then, itself included. */
async function startSlowFeeds() {
  const arrivals: { readonly at: number; readonly underway: number }[] = [];
  let underway = 0;
  const server = await startServer((_request, response) => {
    arrivals.push({ at: performance.now(), underway: ++underway });
    setTimeout(() => {
      underway--;
      response.setHeader('content-type', 'application/rss+xml').end(FEED);
    }, SLOW_MS);
  });
  return { server, arrivals, url: `http://localhost:${server.port}` };
}

it('four workers together keep the spacing and the connections that one host asks for', async () => {
  const feeds = await startSlowFeeds();
  await using _server = feeds.server;
  // One process looks at six at once, so others have to help.
  const addresses = Array.from({ length: 9 }, (_, index) => `${feeds.url}/${index}.xml`);
  const hosts = { localhost: { spacing: '1s', connections: 1 } };
  const place = await makePlace({ Qwen: 'qwen' }, { feeds: addresses, hosts });
  const programs = await startEach(place, ROLES);
  place.makeDue();
  await eventually('all feeds were asked for', () => feeds.arrivals.length >= 9, 30_000);
  await endAll(programs);
  const { arrivals } = feeds;
  const gaps = arrivals.slice(1).map(({ at }, index) => at - (arrivals[index]?.at ?? 0));
  expect(Math.max(...arrivals.map(({ underway }) => underway))).toBe(1);
  // A request is on its way for some milliseconds, not always for as many.
  expect(Math.min(...gaps)).toBeGreaterThan(SPACING_MS - 60);
});

it('four workers together obey one quota of the Hub', async () => {
  const orgs = Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`Lab${n}`, `lab${n}`]));
  const place = await makePlace(orgs, { quota: { anonymous: { api: QUOTA } } });
  place.hub.add(...Object.keys(orgs).map((org) => model(`${org}/Model-8B`)));
  const programs = await startEach(place, ROLES);
  for (let round = 0; round < 4; round++) {
    place.makeDue();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
  }
  await endAll(programs);
  const asked = place.hub.requests.filter(({ url }) => url.startsWith('/api/')).length;
  // What is more waits for the next window: it is not even asked for.
  expect([asked > 12, asked <= QUOTA]).toEqual([true, true]);
  expect(place.query('select id from sources where failures > 0')).toEqual([]);
  expect(place.query("select id from sources where last_outcome = 'parked'").length).toBeGreaterThan(0);
});
