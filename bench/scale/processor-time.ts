import { readdirSync, readFileSync } from 'node:fs';

/** Ticks of /proc are hundredths of a second on every Linux that Node.js runs on (man 5 proc, sysconf(_SC_CLK_TCK)). */
const MS_PER_TICK = 10;

/** Processor time of each program that descends from this process, in milliseconds by the program's name; Linux only. */
export function processorTime(): Map<string, number> {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap(readStat);
  const children = Map.groupBy(processes, ({ parent }) => parent);
  const times = new Map<string, number>();
  const add = ({ pid, name, ms }: Stat) => {
    times.set(name, (times.get(name) ?? 0) + ms);
    for (const child of children.get(pid) ?? []) add(child);
  };
  const own = processes.find(({ pid }) => pid === process.pid);
  if (own !== undefined) add(own);
  return times;
}

interface Stat {
  readonly pid: number;
  readonly parent: number;
  readonly name: string;
  readonly ms: number;
}

function readStat(pid: string): Stat[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const name = text.slice(text.indexOf('(') + 1, text.lastIndexOf(')'));
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    // Those that ended count with who waited for them.
    const ticks = fields.slice(11, 15).reduce((sum, value) => sum + value, 0);
    return [{ pid: Number(pid), parent: fields[1] ?? 0, name, ms: ticks * MS_PER_TICK }];
  } catch {
    // It ended meanwhile.
    return [];
  }
}
