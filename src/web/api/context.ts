import { VERSION } from '../../package-root.ts';
import type { Labs } from '../../pipeline/view-release.ts';
import { locatorOf } from '../../sources/source-config.ts';
import { clientAddress } from '../access/client-address.ts';
import type { WebContext } from '../web-env.ts';
import { tagOf } from './answers.ts';
import type { ApiContext, ApiDependencies } from './dependencies.ts';

export function apiContext(deps: ApiDependencies): ApiContext {
  const { labs, sources } = deps.configuration;
  const byId: Labs = new Map(labs.map((lab) => [lab.id, lab]));
  return {
    ...deps,
    labs: byId,
    edition: tagOf(JSON.stringify([VERSION, labs, sources.map(({ id, lab }) => [id, lab])])),
    sourceIds: new Map(sources.map((source) => [locatorOf(source), source.id])),
  };
}

/** Whom a request is counted for: a token, else an address. */
export function callerOf({ configuration }: ApiDependencies, c: WebContext): string {
  const { token } = c.var.visitor;
  return token === null ? `address ${clientAddress(c, configuration.web)}` : `token ${token.id}`;
}
