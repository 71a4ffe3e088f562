import type { Runtime } from '../../src/compose.ts';
import type { Lab } from '../../src/domain/lab.ts';
import type { WatchedSource } from '../../src/pipeline/poll-source.ts';

/** The lab that ships with this organization, else one that is named like it. */
export function labOf(org: string, labs: readonly Lab[]): Lab {
  const shipped = labs.find((lab) =>
    lab.organizations.huggingface.some((own) => own.toLowerCase() === org.toLowerCase()),
  );
  if (shipped !== undefined) return shipped;
  return {
    id: org.toLowerCase(),
    name: org,
    aliases: [],
    organizations: { huggingface: [org], modelscope: [], github: [] },
    wikipedia: [],
    families: [],
  };
}

export function findSource(runtime: Runtime, org: string): WatchedSource {
  const source = runtime.sources.get(`huggingface-org:${org.toLowerCase()}`);
  if (source === undefined) throw new Error(`the rig watches no organization ${org}`);
  return source;
}
