/** The program's one clock. Handed in, so that a replay and a test can say what time it is. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
}
