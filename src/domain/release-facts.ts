import type { Kind, RepoRole } from './catalog.ts';
import type { RepoObservation } from './observation.ts';

/** What facts are drawn from: a repo as the catalog knows it. */
export interface FactSource {
  readonly name: string;
  readonly modelName: string;
  readonly kind: Kind;
  readonly role: RepoRole;
  readonly quantization: string | null;
  /** From the name. */
  readonly totalParameters: number | null;
  readonly activeParameters: number | null;
  readonly observation: RepoObservation;
}

/** Source id of what the Hub shows. */
export const HUB = 'huggingface';

/** Keys of ModelScope's repos begin so; those of the Hub are its `_id` alone. */
const MODELSCOPE = 'modelscope:';

/** The page of a repo on the hub that holds it. */
export function repoUrl({ key, name }: { readonly key: string; readonly name: string }): string {
  if (!key.startsWith(MODELSCOPE)) return hubUrl(name);
  return `https://modelscope.cn/models/${name.split('/').map(encodeURIComponent).join('/')}`;
}

/** The page of a repo of the Hugging Face Hub. */
/** Where a repo is: what a reader would call the place, and its host. */
export function hubOf(key: string): { readonly source: string; readonly publisher: string } {
  return key.startsWith(MODELSCOPE)
    ? { source: 'modelscope', publisher: 'modelscope.cn' }
    : { source: HUB, publisher: 'huggingface.co' };
}

export function hubUrl(name: string): string {
  return `https://huggingface.co/${name.split('/').map(encodeURIComponent).join('/')}`;
}
