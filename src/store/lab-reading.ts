import type { Reader } from './database.ts';
import { ask, marks } from './plain-query.ts';
import type { SignalRow } from './schema.ts';

/** When the releases of these labs stand in the timeline, from then on (both milliseconds since 1970), in no order. */
export async function releaseTimesOfLabs(
  reader: Reader,
  labs: readonly string[],
  since: number,
): Promise<number[]> {
  const rows = await ask<{ newest: number }>(
    reader,
    `select newest from release_cards where lab in (${marks(labs)}) and newest <= ? and plan = 0`,
    [...labs, -since],
  );
  return rows.map(({ newest }) => -Number(newest));
}

/** What was said of a lab that is no release: so many of each topic, newest first. */
export async function newsOfLab(
  reader: Reader,
  lab: string,
  ofEach: number,
): Promise<Map<string, SignalRow[]>> {
  const rows = await ask<SignalRow>(
    reader,
    `select * from (
      select signals.*, row_number() over (partition by topic order by seen_at desc, seq desc) as place
        from signals where lab = ? and statement = 'news' and state = 'present') as ranked
      where place <= ? order by seen_at desc, seq desc`,
    [lab, ofEach],
  );
  return Map.groupBy(rows, ({ topic }) => topic ?? 'other');
}
