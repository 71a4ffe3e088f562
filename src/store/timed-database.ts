import type { Database, Work } from './database.ts';

/**
 * The same database; `waited` is told how many milliseconds each transaction that writes waited before it began, for its
 * turn, for a lock or for a connection.
 */
export function timeWrites(database: Database, waited: (milliseconds: number) => void): Database {
  function timed<T>(work: Work<T>): Work<T> {
    const asked = performance.now();
    let begun = false;
    return (tx) => {
      // It may begin again, where others were in its way: that is no wait any more but work.
      if (!begun) waited(performance.now() - asked);
      begun = true;
      return work(tx);
    };
  }
  return {
    dialect: database.dialect,
    place: database.place,
    get reader() {
      return database.reader;
    },
    write: (work, scope) => database.write(timed(work), scope),
    writeUnsynced: (work, scope) => database.writeUnsynced(timed(work), scope),
    writeAlone: (statement) => database.writeAlone(timed(statement)),
    writeAtLength: (work) => database.writeAtLength(timed(work)),
    readAtOnce: (read) => database.readAtOnce(read),
    close: () => database.close(),
  };
}
