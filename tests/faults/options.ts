import { parseArgs } from 'node:util';
import { SCENARIOS } from './scenarios.ts';
import type { Scenario } from './stage.ts';

export interface Options {
  readonly scenarios: readonly Scenario[];
  /** Of faults in each scenario; null: as each says. */
  readonly seconds: number | null;
  readonly seed: number;
}

/** Reads `--scenario NAME` (several times or with commas), `--seconds N`, `--seed N`. Ends the process where they are wrong. */
export function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      scenario: { type: 'string', multiple: true },
      seconds: { type: 'string' },
      seed: { type: 'string' },
    },
  });
  return {
    scenarios: chosen(values.scenario ?? []),
    seconds: values.seconds === undefined ? null : wholeNumber('seconds', values.seconds),
    seed: values.seed === undefined ? Date.now() % 1_000_000 : wholeNumber('seed', values.seed),
  };
}

function chosen(wanted: readonly string[]): readonly Scenario[] {
  const names = wanted.flatMap((text) => text.split(','));
  const known = SCENARIOS.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) refuse(`--scenario ${unknown}: write one of ${known.join(', ')}`);
  return names.length === 0 ? SCENARIOS : SCENARIOS.filter(({ name }) => names.includes(name));
}

function wholeNumber(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) refuse(`--${name} ${text}: write a whole number`);
  return Number(text);
}

function refuse(why: string): never {
  console.error(why);
  process.exit(2);
}
