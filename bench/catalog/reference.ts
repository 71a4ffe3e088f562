import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** What one piece took on the machine of `docs/performance.md` with nothing beside it, in milliseconds. */
const QUIET_MS = 0.7;
const ROWS = 200_000;
const ROWS_PER_PIECE = 100;

/**
 * A fixed piece of work of the kind that the catalog does, on a bare database of 200,000 rows: read, parse, compare,
 * write. Timed beside what is measured, it says how much slower the machine is at that moment than when it is quiet.
 */
export interface Reference extends Disposable {
  piece(): number;
}

export function makeReference(folder: string): Reference {
  const database = new DatabaseSync(join(folder, 'reference.db'));
  database.exec(`pragma journal_mode = wal; pragma synchronous = off; pragma cache_size = -32768;
    create table facts (id integer primary key, key text not null unique, value text not null) strict`);
  const insert = database.prepare('insert into facts (key, value) values (?, ?)');
  database.exec('begin');
  for (let row = 0; row < ROWS; row++) insert.run(`fact-${row}`, factText(row, 0));
  database.exec('commit');
  const select = database.prepare('select value from facts where key = ?');
  const update = database.prepare('update facts set value = ? where key = ?');
  let at = 0;
  return {
    piece: () => {
      const began = performance.now();
      database.exec('begin');
      for (let count = 0; count < ROWS_PER_PIECE; count++) {
        at = (at * 69_069 + 12_345) % ROWS;
        const key = `fact-${at}`;
        const { seen } = JSON.parse(String(select.get(key)?.value)) as { readonly seen: number };
        update.run(factText(at, seen + 1), key);
      }
      const took = performance.now() - began;
      database.exec('commit');
      return took;
    },
    [Symbol.dispose]: () => database.close(),
  };
}

/** From the times of pieces: 1 on a quiet machine, more on a busy or a slower one, never less. */
export function slowdownOf(pieces: readonly number[]): number {
  const sorted = pieces.toSorted((left, right) => left - right);
  return Math.max(1, (sorted[Math.floor(sorted.length / 2)] ?? 0) / QUIET_MS);
}

function factText(row: number, seen: number): string {
  const sizes = Array.from({ length: 12 }, (_, index) => (row * 31 + index * 7) % 1000);
  return JSON.stringify({ release: `release-${row % 997}`, attribute: 'total_parameters', sizes, seen });
}
