import type { DigestCorrection, StatedRelease } from '../domain/digest.ts';
import type { ReleaseView } from '../domain/release-view.ts';
import { changesSinceTold, type ToldChange } from '../domain/told-changes.ts';
import { resolveRelease } from '../store/catalog.ts';
import type { EarlierStatement } from '../store/digests.ts';
import { statementOf } from './digest-releases.ts';
import type { DigestGround } from './gather-digest.ts';
import { viewRelease } from './view-release.ts';

/**
 * What earlier digests stated and is believed otherwise now. `stated`: what is stated instead, so that the next digest
 * does not say it again.
 */
export async function correctionsOfDigest(
  ground: DigestGround,
  earlier: readonly EarlierStatement[],
): Promise<{ corrections: DigestCorrection[]; stated: StatedRelease[] }> {
  const { reader, labs } = ground;
  const corrections: DigestCorrection[] = [];
  const stated: StatedRelease[] = [];
  const shown = new Set(ground.appeared.map(({ release }) => release.id));
  for (const { toldAt, release: told } of earlier) {
    const release = await resolveRelease(reader, told.id);
    if (release === undefined) continue;
    const view = await viewRelease(reader, release, labs);
    const changes = [...changesSinceTold(told, view), ...removalOf(told, view)];
    if (changes.length === 0) continue;
    const labName = ground.labName(release.lab);
    const of = { id: release.id, release: release.name, labName, toldAt: new Date(toldAt).toISOString() };
    corrections.push(...changes.map((change) => ({ ...of, ...change })));
    // Under both ids, where it was merged: what is compared next time is what was told last.
    if (!shown.has(told.id)) stated.push({ ...statementOf(view), id: told.id });
  }
  return { corrections, stated };
}

function removalOf(told: StatedRelease, { status, repos }: ReleaseView): ToldChange[] {
  if (told.status === status || (told.status !== 'removed' && status !== 'removed')) return [];
  const url = repos[0]?.url ?? '';
  const why = { reason: 'as its repos show', source: '', url };
  return [{ kind: 'updated', model: '', attribute: 'status', was: told.status, is: status, ...why }];
}
