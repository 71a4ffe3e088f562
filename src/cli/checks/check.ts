/** One thing that `doctor` looked at. */
export interface Check {
  readonly name: string;
  readonly state: 'ok' | 'warn' | 'bad';
  /** One line. */
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string;
}

export function ok(name: string, message: string): Check {
  return { name, state: 'ok', message };
}

export function warn(name: string, message: string, hint: string): Check {
  return { name, state: 'warn', message, hint };
}

export function bad(name: string, message: string, hint: string): Check {
  return { name, state: 'bad', message, hint };
}
