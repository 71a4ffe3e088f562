/** Asks for one address as fast as it is answered, or so many times a second, and says how that went. */
import autocannon from 'autocannon';
import type { LoadResult, LoadWish } from './load.ts';

const wish = JSON.parse(process.argv[2] ?? '') as LoadWish;
const result = await autocannon({
  url: wish.url,
  duration: wish.seconds,
  connections: wish.connections,
  headers: wish.headers,
  ...(wish.perSecond === null ? {} : { overallRate: wish.perSecond }),
});
const answer: LoadResult = {
  perSecond: result.requests.average,
  answered: result.requests.total,
  p50: result.latency.p50,
  p99: result.latency.p99,
  failed: result.errors + result.timeouts + result.non2xx,
  megabytesPerSecond: result.throughput.average / 1e6,
};
process.stdout.write(JSON.stringify(answer));
