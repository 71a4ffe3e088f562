/** An organization on a hub that something links to or lists. */
export interface NamedOrganization {
  /** As spelled there. */
  readonly organization: string;
  readonly reason: 'linked' | 'listed';
  readonly url: string;
  /** Of the article that links, or of the organization in the list. */
  readonly title: string;
}

/** First parts of addresses on huggingface.co that lead to the Hub's own pages, as its menus and documentation show them. */
const NOT_ORGANIZATIONS = new Set(
  `about api blog brand chat collections company contribute datasets docs documentation enterprise events front hub
  inference inference-endpoints inference-playground jobs join kernels landing learn login logout models new
  notifications organizations papers playground posts pricing privacy search security settings shop spaces storage
  support tasks terms-of-service transformers welcome`.split(/\s+/),
);
/** What stands before an organization's name. */
const BEFORE_ORGANIZATIONS = new Set(['collections', 'models', 'organization', 'organizations']);
const HUBS: ReadonlyMap<string, 'huggingface' | 'modelscope'> = new Map([
  ['huggingface.co', 'huggingface'],
  ['hf.co', 'huggingface'],
  ['modelscope.cn', 'modelscope'],
]);
const ORGANIZATION = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,94}[A-Za-z0-9])?$/;

/** Organizations on the hubs that these addresses lead to, each once, with the first address that does. */
export function organizationsLinked(links: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const link of links) {
    const organization = organizationAt(link);
    if (organization !== null && !found.has(organization)) found.set(organization, link);
  }
  return found;
}

function organizationAt(link: string): string | null {
  const url = URL.parse(link);
  const hub = url === null ? undefined : HUBS.get(url.hostname.replace(/^www\./, ''));
  if (url === null || hub === undefined) return null;
  const [first = '', second = ''] = url.pathname.split('/').filter((part) => part !== '');
  const name = BEFORE_ORGANIZATIONS.has(first) ? second : hub === 'huggingface' ? first : '';
  return ORGANIZATION.test(name) && !NOT_ORGANIZATIONS.has(name) ? name : null;
}
