// Loaded first in a process that is to run as on a machine of its own: another host name, and a clock that may be wrong.
// The program cannot tell the difference: it asks node:os and Date, as everywhere.
import { syncBuiltinESMExports } from 'node:module';
import os from 'node:os';

const name = process.env.FAULTS_MACHINE ?? '';
const ahead = Number(process.env.FAULTS_CLOCK_AHEAD ?? 0);

if (name !== '') {
  os.hostname = () => name;
  syncBuiltinESMExports();
}

if (ahead !== 0) {
  const trueNow = Date.now;
  const now = () => trueNow() + ahead;
  globalThis.Date = new Proxy(Date, {
    get: (date, property) => (property === 'now' ? now : Reflect.get(date, property)),
    construct: (date, args) => Reflect.construct(date, args.length === 0 ? [now()] : args),
    apply: (date) => Reflect.construct(date, [now()]).toString(),
  });
}
