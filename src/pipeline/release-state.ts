import { type ReleaseState, releaseName } from '../domain/grouping.ts';

/** What grouping keeps of a release, as its columns. */
export function stateColumns(state: ReleaseState) {
  return {
    stem: state.stem,
    name: releaseName(state),
    grouping: JSON.stringify(state),
    first_public: state.firstPublicAt,
    last_public: state.lastPublicAt,
  };
}
