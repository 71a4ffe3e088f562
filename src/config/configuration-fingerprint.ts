import { createHash } from 'node:crypto';
import type { Configuration } from './configuration.ts';

/**
 * A short hash of what all processes of a store have to agree on, and of the program's version. What channels need to
 * send is no part of it: the hash is stored, and secrets are not, in no form.
 */
export function fingerprintConfiguration(configuration: Configuration, version: string): string {
  const { labs, sources, hosts, rules, templates, settling, hiddenRepos, pins, planned } = configuration;
  const channels = configuration.channels.map(({ id, kind }) => ({ id, kind }));
  const agreed = {
    version,
    labs,
    sources,
    hosts,
    rules,
    templates,
    settling,
    hiddenRepos,
    pins,
    planned,
    channels,
  };
  return createHash('sha256').update(JSON.stringify(agreed)).digest('base64url').slice(0, 16);
}
