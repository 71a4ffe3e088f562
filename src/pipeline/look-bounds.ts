/**
 * How much of a long list one page looks through: no index helps with every filter, there may be millions of which few
 * fit, and nobody else is to wait for that. What is rarer comes on more pages, some of which hold less than they might.
 */
export interface LookBounds {
  /** Rows that one statement looks through: a few milliseconds, in which nothing else runs. */
  readonly stretch: number;
  /** How many such stretches one page looks through at most. */
  readonly stretches: number;
}

/** Of narrow rows. */
export const USUAL_BOUNDS: LookBounds = { stretch: 10_000, stretches: 20 };
