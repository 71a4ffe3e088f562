/** What the program's output may look like. */
export interface Terminal {
  /** Standard output is a terminal: tables and progress for people. */
  readonly interactive: boolean;
  readonly color: boolean;
  /** Standard error is a terminal: log lines are sentences. */
  readonly logsToPerson: boolean;
  readonly width: number;
}

const WIDTH_WITHOUT_TERMINAL = 100;

/** NO_COLOR (https://no-color.org) and FORCE_COLOR are obeyed; a terminal that calls itself dumb gets no colour. */
export function readTerminal(
  env: Readonly<Record<string, string | undefined>> = process.env,
  output: { readonly isTTY?: boolean; readonly columns?: number } = process.stdout,
  errors: { readonly isTTY?: boolean } = process.stderr,
): Terminal {
  const interactive = output.isTTY === true && env.CI === undefined;
  return {
    interactive,
    color: wantsColor(env, output.isTTY === true),
    logsToPerson: errors.isTTY === true,
    width: Math.max(40, output.columns ?? WIDTH_WITHOUT_TERMINAL),
  };
}

function wantsColor(env: Readonly<Record<string, string | undefined>>, isTerminal: boolean): boolean {
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false;
  if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '' && env.FORCE_COLOR !== '0') return true;
  return isTerminal && env.TERM !== 'dumb';
}
