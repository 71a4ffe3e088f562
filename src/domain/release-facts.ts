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

/** The page of a repo. */
export function hubUrl(name: string): string {
  return `https://huggingface.co/${name.split('/').map(encodeURIComponent).join('/')}`;
}
