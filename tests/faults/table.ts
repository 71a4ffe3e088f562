import type { Account } from './account.ts';

export interface Row {
  readonly scenario: string;
  readonly seconds: number;
  readonly account: Account;
}

const HEADINGS = [
  'scenario',
  'seconds',
  'faults',
  'releases',
  'messages',
  'repeats',
  'lost',
  'twice',
  'recovery s',
  'slowest s',
];

/** One line for each scenario; recovery: until the first news after a fault / until nothing was left of the time before. */
export function tableOf(rows: readonly Row[]): string {
  const lines = [HEADINGS, ...rows.map(cellsOf)];
  const widths = HEADINGS.map((_, column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0)));
  return lines
    .map((cells) => cells.map((cell, column) => pad(cell, widths[column] ?? 0, column === 0)).join('  '))
    .join('\n');
}

function cellsOf({ scenario, seconds, account }: Row): string[] {
  const { recovery } = account;
  return [
    scenario,
    String(seconds),
    String(account.faults),
    String(account.releases),
    String(account.messages),
    `${account.repeats} of ${account.explained}`,
    String(account.lost),
    String(account.twice),
    recovery === null ? '-' : `${recovery.first} / ${recovery.all}`,
    String(account.slowest),
  ];
}

function pad(cell: string, width: number, left: boolean): string {
  return left ? cell.padEnd(width) : cell.padStart(width);
}
