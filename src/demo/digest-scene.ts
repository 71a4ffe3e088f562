import type { AlertContent } from '../domain/alert.ts';
import type { Digest } from '../domain/digest.ts';
import type { ClosingScene } from './closing.ts';
import type { Arrival } from './webhook-receiver.ts';
import type { DemoWorld } from './world.ts';

const LINES_SHOWN = 14;

/** The weekly digest that tells a release: as it came, and whether it tells all of its week and nothing else. */
export function digestScene(release: string, messages: readonly Arrival[], world: DemoWorld): ClosingScene {
  const digests = messages.map(({ body }) => JSON.parse(body.toString('utf8')).data as AlertContent);
  const one = digests.find(({ digest }) => digest !== undefined && namesIn(digest).includes(release));
  if (one?.digest === undefined) return { title: `No digest tells ${release}`, lines: [], good: false };
  const { alert, digest } = one;
  const rest = alert.lines.length - LINES_SHOWN;
  const told = digests.flatMap((each) => (each.digest === undefined ? [] : namesIn(each.digest)));
  return {
    title: `Monday's digest (one of ${messages.length}): ${alert.title}`,
    lines: [
      ...alert.lines.slice(0, LINES_SHOWN).map((line) => line.replace(/ · https?:\S+$/, '')),
      ...(rest > 0 ? [`and ${rest} more lines`] : []),
    ],
    good:
      messages.every(({ verified }) => verified) &&
      told.length === new Set(told).size &&
      namesIn(digest).toSorted().join() === releasedIn(digest, world).toSorted().join(),
  };
}

function namesIn({ labs }: Digest): string[] {
  return labs.flatMap(({ releases }) => releases.map(({ name }) => name));
}

/** What the world released in the period of a digest. */
function releasedIn({ period }: Digest, world: DemoWorld): string[] {
  const [from, to] = [period.from, period.to].map((at) => Date.parse(at));
  return world.days
    .flatMap(({ happenings }) => happenings)
    .filter(({ meaning }) => meaning === 'new-release' || meaning === 'available')
    .filter(({ at }) => Date.parse(at) >= (from ?? 0) && Date.parse(at) < (to ?? 0))
    .flatMap(({ release }) => release ?? []);
}
