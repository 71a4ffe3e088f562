import type { RepoObservation } from '../../domain/observation.ts';
import type { JsonApiConfig, RepoAttribute } from './config.ts';
import { valueAt } from './path.ts';
import { readCount, readList, readName, readTime } from './read-value.ts';

/** Letters, digits and what hubs allow besides: the name becomes part of an address. */
const REPO_NAME = /^[\w.-]+\/[\w.-]+$/;

/** One repo of another hub; its path there is its identity, since it tells no other. Null where it has none. */
export function readRepo(item: unknown, config: JsonApiConfig): RepoObservation | null {
  const at = (attribute: RepoAttribute) => {
    const path = config.fields[attribute];
    return path === undefined ? undefined : valueAt(item, path);
  };
  const id = readName(valueAt(item, config.fields.id));
  const written = config.fields.name === undefined ? id : readName(valueAt(item, config.fields.name));
  const owner = readName(at('owner'));
  const name = written?.includes('/') || owner === null ? written : `${owner}/${written}`;
  if (id === null || name === null || !REPO_NAME.test(name)) return null;
  const total = readCount(at('total_parameters'));
  return {
    key: `${config.hub}:${id.toLowerCase()}`,
    name,
    createdAt: readTime(at('created_at')),
    sha: readName(at('sha')),
    lastModified: readTime(at('last_modified')),
    pipelineTag: readList(at('task'))?.[0] ?? null,
    libraryName: readList(at('library'))?.[0] ?? null,
    tags: readList(at('tags')) ?? [],
    gated: isSet(at('gated')) ? 'manual' : false,
    disabled: false,
    license: readList(at('license'))?.join(', ') || null,
    languages: readList(at('languages')) ?? [],
    baseModels: null,
    parameters: total === null ? null : { total, byType: {} },
  };
}

/** Whether the public does not see it. */
export function isPrivate(item: unknown, { fields }: JsonApiConfig): boolean {
  return fields.private !== undefined && isSet(valueAt(item, fields.private));
}

function isSet(value: unknown): boolean {
  return (
    value !== undefined &&
    value !== null &&
    value !== false &&
    value !== 0 &&
    value !== '' &&
    value !== 'false'
  );
}
