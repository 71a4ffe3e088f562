/** One line of the table: what was measured, and what was promised of it. */
export interface Verdict {
  readonly what: string;
  readonly figure: string;
  /** Absent where nothing is promised. */
  readonly target?: string;
  readonly met?: boolean;
}

export function ratioVerdict(what: string, ratio: number, most: number): Verdict {
  return { what, figure: `${ratio.toFixed(2)} ×`, target: `≤ ${rounded(most)} ×`, met: ratio <= most };
}

export function belowVerdict(what: string, value: number, most: number, unit: string): Verdict {
  return {
    what,
    figure: `${value.toFixed(0)} ${unit}`,
    target: `< ${rounded(most)} ${unit}`,
    met: value < most,
  };
}

export function atLeastVerdict(what: string, value: number, least: number, unit: string): Verdict {
  const digits = least < 100 ? 2 : 0;
  return {
    what,
    figure: `${value.toFixed(digits)}${unit}`,
    target: `≥ ${rounded(least)}${unit}`,
    met: value >= least,
  };
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

export function figure(what: string, text: string): Verdict {
  return { what, figure: text };
}

export function printVerdict({ what, figure, target, met }: Verdict): void {
  const mark = met === undefined ? '' : met ? 'ok' : 'MISSED';
  console.log(`  ${what.padEnd(66)}${figure.padStart(12)}  ${(target ?? '').padEnd(11)}${mark}`.trimEnd());
}
