import type { ReleaseCard } from '../../domain/release-card.ts';
import type { Reader } from '../../store/database.ts';
import { publishersOfReleases } from '../../store/publishers.ts';

/** How many places show or name each release, by its id: the hub that holds its repos, and each who writes of it. */
export async function publishersOf(
  reader: Reader,
  cards: readonly ReleaseCard[],
): Promise<Map<string, number>> {
  const said = await publishersOfReleases(
    reader,
    cards.map(({ id }) => id),
  );
  return new Map(
    cards.map(({ id, repos }) => {
      const publishers = new Set(said.get(id));
      if (repos > 0) publishers.add('huggingface.co');
      return [id, publishers.size];
    }),
  );
}
