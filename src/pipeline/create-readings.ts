import type { Lab } from '../domain/lab.ts';
import { foldText } from '../domain/signals/fold.ts';
import { buildLexicon, type Lexicon } from '../domain/signals/lexicon.ts';
import { namedPlaces } from '../domain/signals/names-in-texts.ts';
import { recogniseSignals } from '../domain/signals/recognise.ts';
import type { SourceConfig } from '../sources/source-config.ts';
import { foldName } from '../store/records.ts';
import type { Readings } from './record-shown.ts';

/** How what is shown is taken with these labs and sources. */
export function createReadings(labs: readonly Lab[], sources: readonly SourceConfig[]): Readings {
  const lexicon = buildLexicon(labs);
  return {
    recognise: (article, { lab, official }) =>
      recogniseSignals({ ...article, official, ...(lab === null ? {} : { lab }) }, lexicon),
    // Who is said to make it decides: a name of somebody else's may look like a lab's.
    attribute: ({ developer, subject }) => labNamed(developer ?? subject, lexicon),
    knownOrganizations: knownOrganizations(labs, sources),
  };
}

const NAME_LENGTH = 300;

/** The lab that a name is of, where it is one of a lab's without doubt. */
function labNamed(name: string, lexicon: Lexicon): string | null {
  const places = namedPlaces(lexicon, foldText(name, NAME_LENGTH));
  return places.find(({ standing }) => standing !== 'ambiguous')?.lab ?? null;
}

/** Folded names of the organizations that labs.yaml and sources.yaml name, on whichever hub. */
function knownOrganizations(labs: readonly Lab[], sources: readonly SourceConfig[]): ReadonlySet<string> {
  const ofLabs = labs.flatMap(({ organizations }) => Object.values(organizations).flat());
  const ofSources = sources.flatMap((source) => (source.kind === 'huggingface-org' ? [source.org] : []));
  return new Set([...ofLabs, ...ofSources].map(foldName));
}
