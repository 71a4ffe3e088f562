/** Over which proxies requests go, by the protocol of what is asked for; null: directly. */
export interface ProxyAddresses {
  readonly http: string | null;
  readonly https: string | null;
  /** Hosts and networks that are asked directly, as in `NO_PROXY`. */
  readonly exceptions: readonly string[];
}

/** `proxy:` in sources.yaml: an address for everything, or null, which says `none`. Undefined: the environment decides. */
export type ConfiguredProxy = string | null | undefined;

/** `proxy:` wins over the environment, whose `NO_PROXY` holds for both, as with curl's `--proxy`. */
export function proxyInForce(configured: ConfiguredProxy, environment: ProxyAddresses): ProxyAddresses {
  if (configured === undefined) return environment;
  return { http: configured, https: configured, exceptions: environment.exceptions };
}

/** The address of an HTTP proxy as a URL, its scheme added where it is left out; null where it is none. */
export function proxyAddress(text: string): string | null {
  const url = URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) return null;
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') return null;
  return hasReadableCredentials(url) ? url.href : null;
}

function hasReadableCredentials({ username, password }: URL): boolean {
  try {
    decodeURIComponent(username + password);
    return true;
  } catch (error) {
    if (error instanceof URIError) return false;
    throw error;
  }
}

/** Commas or spaces, as curl and others read it. */
export function proxyExceptions(text: string | undefined): string[] {
  return (text ?? '').split(/[\s,]+/).filter((exception) => exception !== '');
}
