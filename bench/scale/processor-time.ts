import { readdirSync, readFileSync } from 'node:fs';

/** Ticks of /proc are hundredths of a second on every Linux that Node.js runs on (man 5 proc, sysconf(_SC_CLK_TCK)). */
const MS_PER_TICK = 10;

/** What processes are called here, by their ids: those that descend from one are counted with it. */
export type Labels = ReadonlyMap<number | undefined, string>;

export type ProcessorTimes = ReadonlyMap<string, number>;

/** Processor time of whatever descends from this process, in milliseconds by its label or its program's name; Linux only. */
export function processorTimes(labels: Labels = new Map()): ProcessorTimes {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap(readStat);
  const children = Map.groupBy(processes, ({ parent }) => parent);
  const times = new Map<string, number>();
  const add = ({ pid, name, ms }: Stat, inherited: string | undefined) => {
    const label = labels.get(pid) ?? inherited;
    const shown = label ?? name;
    times.set(shown, (times.get(shown) ?? 0) + ms);
    for (const child of children.get(pid) ?? []) add(child, label);
  };
  // This process has started them all: its own label is its own alone.
  const own = processes.find(({ pid }) => pid === process.pid);
  if (own !== undefined) times.set(labels.get(own.pid) ?? own.name, own.ms);
  for (const child of children.get(process.pid) ?? []) add(child, undefined);
  return times;
}

/** What was used since `before`. */
export function usedSince(before: ProcessorTimes, labels: Labels = new Map()): ProcessorTimes {
  return new Map([...processorTimes(labels)].map(([name, ms]) => [name, ms - (before.get(name) ?? 0)]));
}

/** Of each of `count`, in milliseconds. */
export function shareOfEach(
  used: ProcessorTimes,
  count: number,
): { readonly all: number; readonly parts: string } {
  const shares = [...used].map(([name, ms]) => [name, ms / count] as const);
  const shown = shares.filter(([, ms]) => ms >= 0.005).map(([name, ms]) => `${name} ${ms.toFixed(2)}`);
  return { all: shares.reduce((sum, [, ms]) => sum + ms, 0), parts: shown.join(', ') };
}

/** The most memory that a process ever had resident, in megabytes; null where the system does not tell (Linux does). */
export function peakMegabytes(pid: number | undefined): number | null {
  try {
    const peak = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return peak === undefined ? null : Number(peak) / 1024;
  } catch {
    return null;
  }
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
