import type { WikiContext } from './wiki-api.ts';

/** So long an answer serves others than who asked, in milliseconds: the polls of one tick. */
const SERVES_MS = 20_000;

interface Asking<Answer> {
  readonly answer: Promise<Answer>;
  /** By the clock that was handed in, when it was sent: what it says may be as old as that. */
  readonly askedAt: number;
  /** Who has had it: nobody is given the same answer twice, or a later poll would see what was. */
  readonly served: Set<string>;
  readonly giveUp: AbortController;
  waiting: number;
}

/** One question whose answer is for many: the first that needs it asks, the others of the same moment share it. */
export interface SharedQuestion<Answer> {
  /** Throws what the asking threw, to all who waited for it; the next asks anew. */
  askFor(who: string, context: WikiContext): Promise<Answer>;
}

/** `ask` sends the question; its signal aborts only when nobody waits any more. */
export function shareQuestion<Answer>(
  ask: (context: WikiContext) => Promise<Answer>,
): SharedQuestion<Answer> {
  let current: Asking<Answer> | null = null;

  function begin(context: WikiContext, now: number): Asking<Answer> {
    const giveUp = new AbortController();
    const answer = ask({ ...context, signal: giveUp.signal });
    const asking: Asking<Answer> = { answer, askedAt: now, served: new Set(), giveUp, waiting: 0 };
    // Whoever waits is told; this only forgets the failure, so that the next asks anew.
    answer.catch(() => {
      if (current === asking) current = null;
    });
    current = asking;
    return asking;
  }

  return {
    async askFor(who, context) {
      context.signal.throwIfAborted();
      const now = context.clock.now();
      const age = current === null ? Number.POSITIVE_INFINITY : now - current.askedAt;
      const usable = current !== null && age >= 0 && age < SERVES_MS && !current.served.has(who);
      const asking = usable && current !== null ? current : begin(context, now);
      asking.served.add(who);
      asking.waiting++;
      try {
        return await untilAborted(asking.answer, context.signal);
      } finally {
        asking.waiting--;
        if (asking.waiting === 0 && context.signal.aborted) {
          asking.giveUp.abort(context.signal.reason);
          if (current === asking) current = null;
        }
      }
    },
  };
}

/** The answer, or the signal's reason where that comes first. */
async function untilAborted<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([answer, promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
