/**
 * Whose fault it is that a connection does not come about. Only DNS, connect and TLS count here: an answer of whatever
 * status says that the line is there.
 */

/** What was last heard of one host. Milliseconds since 1970; null: never. */
export interface HostContact {
  readonly host: string;
  readonly answeredAt: number | null;
  readonly unreachableAt: number | null;
}

export interface ConnectionVerdict {
  readonly down: boolean;
  readonly reason: 'nothing-fails' | 'one-host-fails' | 'others-answered' | 'nothing-answers';
}

/** Our own network is down when two hosts or more could not be reached since anything answered last. */
export function judgeConnection(contacts: readonly HostContact[]): ConnectionVerdict {
  const lastAnswer = latest(contacts.map(({ answeredAt }) => answeredAt));
  const failing = contacts.filter(
    ({ answeredAt, unreachableAt }) => unreachableAt !== null && unreachableAt > (answeredAt ?? -Infinity),
  );
  if (failing.length === 0) return { down: false, reason: 'nothing-fails' };
  const unanswered = failing.filter(({ unreachableAt }) => (unreachableAt ?? -Infinity) > lastAnswer);
  if (unanswered.length >= 2) return { down: true, reason: 'nothing-answers' };
  return { down: false, reason: failing.length === 1 ? 'one-host-fails' : 'others-answered' };
}

export interface ChargeVerdict {
  readonly charged: boolean;
  readonly reason: 'others-answered' | 'first-failure' | 'nothing-answered' | 'only-host';
}

/**
 * Whether a source is charged with a connection that did not come about: only where another host answered since the
 * same failed the last time. A first failure may be the first sign that our own network is gone, and where one host
 * alone is watched nobody can tell. `previousFailureAt`: milliseconds since 1970; null: its last poll found somebody.
 */
export function chargeUnreachable(
  host: string,
  previousFailureAt: number | null,
  contacts: readonly HostContact[],
): ChargeVerdict {
  const others = contacts.filter((contact) => contact.host !== host);
  if (others.length === 0) return { charged: false, reason: 'only-host' };
  if (previousFailureAt === null) return { charged: false, reason: 'first-failure' };
  return latest(others.map(({ answeredAt }) => answeredAt)) >= previousFailureAt
    ? { charged: true, reason: 'others-answered' }
    : { charged: false, reason: 'nothing-answered' };
}

function latest(times: readonly (number | null)[]): number {
  return times.reduce<number>((last, time) => Math.max(last, time ?? -Infinity), -Infinity);
}
