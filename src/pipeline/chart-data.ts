import { countByMonth, type MonthlyCounts } from '../domain/chart-counts.ts';
import { compareDelays, type Delays } from '../domain/chart-delays.ts';
import type { ReleaseQuery } from '../domain/release-query.ts';
import { countBrowsed } from '../store/browse-cards.ts';
import {
  countByDay,
  countByTerm,
  countUnlicensed,
  type Dot,
  readDots,
  readFirstSigns,
} from '../store/chart-reading.ts';
import type { Reader } from '../store/database.ts';
import { ANNOUNCING } from './signal-rows.ts';

/** The numbers of all charts, of the releases that a query finds. */
export interface ChartData {
  readonly total: number;
  readonly byLab: MonthlyCounts;
  readonly byStatus: MonthlyCounts;
  readonly parameters: DotData;
  readonly context: DotData;
  readonly licences: LicenceData;
  readonly delays: DelayData;
}

/** `total`: how many releases state it; `dots`: as many of them as a drawing bears. */
export interface DotData {
  readonly total: number;
  readonly dots: readonly Dot[];
}

export interface LicenceData {
  readonly common: readonly { readonly name: string; readonly count: number }[];
  /** How many licences there are besides, and in how many releases, counted once for each. */
  readonly rare: { readonly names: number; readonly count: number };
  /** Releases of which no licence is known. */
  readonly unstated: number;
}

export interface DelayData {
  /** How many releases at least two kinds of sources showed. */
  readonly releases: number;
  readonly delays: readonly Delays[];
}

const LABS_APART = 7;
const STATUSES = 4;
/** Three years; what is older is said in one number. */
const MONTHS = 36;
/** A page of them stays under 60 kB. */
const DOTS = 250;
const LICENCES = 10;
/** Enough to compare by; the latest, since sources change. */
const RELEASES_COMPARED = 1000;

/** Reads what the charts draw: counts are counted in the database, dots are chosen there. */
export async function readChartData(reader: Reader, query: ReleaseQuery): Promise<ChartData> {
  const total = await countBrowsed(reader, query);
  const signs = await readFirstSigns(reader, query, [...ANNOUNCING], RELEASES_COMPARED);
  return {
    total,
    byLab: countByMonth(await countByDay(reader, query, 'lab'), { names: LABS_APART, months: MONTHS }),
    byStatus: countByMonth(await countByDay(reader, query, 'status'), { names: STATUSES, months: MONTHS }),
    parameters: await readDots(reader, query, 'parameters', DOTS),
    context: await readDots(reader, query, 'context', DOTS),
    licences: await readLicences(reader, query),
    delays: compareDelays(signs.map(({ release_id: release, source, at }) => ({ release, source, at }))),
  };
}

async function readLicences(reader: Reader, query: ReleaseQuery): Promise<LicenceData> {
  const all = await countByTerm(reader, query, 'license');
  const rare = all.slice(LICENCES);
  return {
    common: all.slice(0, LICENCES),
    rare: { names: rare.length, count: rare.reduce((sum, { count }) => sum + count, 0) },
    unstated: await countUnlicensed(reader, query),
  };
}
