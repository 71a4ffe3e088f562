/** Numbers as people write them. */

const DECIMAL_UNITS = ['', 'K', 'M', 'B', 'T', 'Q'];

/** Parameters in units → `671B`, `1.03T`, `596M`: three digits, which is what labs themselves state. */
export function parametersInWords(count: number): string {
  return withDecimalUnit(count);
}

/** Tokens of context → `128K`, `1M`. Labs mean 1024 by K (131,072), or 1000 (128,000): both read 128K. */
export function contextInWords(tokens: number): string {
  if (tokens % 1000 === 0) return withDecimalUnit(tokens);
  if (tokens % (1024 * 1024) === 0) return `${tokens / 1024 / 1024}M`;
  if (tokens % 1024 === 0 && tokens < 1024 * 1024) return `${tokens / 1024}K`;
  return withDecimalUnit(tokens);
}

/** `1 repo`, `2 repos`, `1,204 repos`. */
export function counted(count: number, one: string, many: string = `${one}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}

function withDecimalUnit(count: number): string {
  let value = count;
  let unit = 0;
  // Rounded before it is compared, so that 999,900,000,000 reads 1T and not 1000B.
  while (Number(value.toPrecision(3)) >= 1000 && unit < DECIMAL_UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${Number(value.toPrecision(3))}${DECIMAL_UNITS[unit]}`;
}
