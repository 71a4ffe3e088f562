import type { HostTable } from '../domain/host-limits.ts';

const arxiv = { group: 'arxiv', spacing: 3000, connections: 1 };
const wikimedia = { group: 'wikimedia', connections: 3 };

/** What upstreams ask of everybody. `hosts:` in sources.yaml overrides it. */
export const KNOWN_HOSTS: HostTable = {
  // One request in three seconds over one connection, for the API and the feeds together:
  // https://info.arxiv.org/help/api/tou.html
  'arxiv.org': arxiv,
  '*.arxiv.org': arxiv,

  // At most three at the same time, all wikis together: https://wikitech.wikimedia.org/wiki/Robot_policy and
  // https://www.mediawiki.org/wiki/Wikimedia_APIs/Rate_limits
  '*.wikipedia.org': wikimedia,
};
