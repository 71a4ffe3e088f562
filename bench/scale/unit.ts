/** What one unit of work costs this process and its server: the numbers that docs/scale.md multiplies. */
import { figure, type Verdict } from '../poll/verdict.ts';
import { processorTimes, usedSince } from './processor-time.ts';
import { measureStore } from './store-measure.ts';

export interface UnitCost {
  /** Processor time of the program, in milliseconds. */
  readonly own: number;
  /** The same of PostgreSQL. */
  readonly server: number;
  readonly rows: number;
  /** By which the store grew. */
  readonly bytes: number;
  /** Written to the server's log. */
  readonly logged: number;
}

/** `count` units are done by `work`, in this process, on the store at `url`. */
export async function costOfEach(
  url: string,
  count: number,
  work: () => Promise<unknown>,
): Promise<UnitCost> {
  const before = await measureStore(url);
  const times = processorTimes();
  const cpu = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(cpu);
  const server = usedSince(times).get('postgres') ?? Number.NaN;
  const after = await measureStore(url);
  return {
    own: (user + system) / 1000 / count,
    server: server / count,
    rows: (after.rows - before.rows) / count,
    bytes: (after.bytes - before.bytes) / count,
    logged: (after.logged - before.logged) / count,
  };
}

/** The cheapest of several times the same. */
export async function cheapestOfEach(
  times: number,
  url: string,
  count: number,
  work: (time: number) => Promise<unknown>,
): Promise<UnitCost> {
  const costs: UnitCost[] = [];
  for (let time = 0; time < times; time++) costs.push(await costOfEach(url, count, () => work(time)));
  return costs.reduce((best, cost) => (cost.own + cost.server < best.own + best.server ? cost : best));
}

export function unitVerdicts(what: string, cost: UnitCost): Verdict[] {
  const { own, server, rows, bytes, logged } = cost;
  return [
    figure(`${what}: processor time`, `${(own + server).toFixed(1)} ms`),
    figure(`  of it the program's, PostgreSQL's`, `${own.toFixed(1)}, ${server.toFixed(1)}`),
    figure('  rows; bytes of the store; bytes logged', ''),
    figure(`    ${rows.toFixed(2)}; ${bytes.toFixed(0)}; ${logged.toFixed(0)}`, ''),
  ];
}
