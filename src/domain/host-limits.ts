/** How one host, and those that share a group with it, may be asked. */
export interface HostLimits {
  /** Hosts of one group share the spacing and the connections. */
  readonly group: string;
  /** Milliseconds from the start of one request to the start of the next, at least. */
  readonly spacing: number;
  /** Requests under way at the same time, at most. */
  readonly connections: number;
  /** Whether somebody asked for that many: then they are all processes' together, and otherwise each one's. */
  readonly shared: boolean;
}

/** What is known of hosts, by name: `export.arxiv.org`, or `*.wikipedia.org` for everything below it. */
export type HostTable = Readonly<Record<string, Partial<Omit<HostLimits, 'shared'>>>>;

/** As browsers do it for HTTP/1.1, and no upstream asks for less without saying so. */
const USUAL_CONNECTIONS = 6;

/**
 * The limits of a host. Of one table the name itself counts more than a pattern, a longer pattern more than a shorter
 * one; what an earlier table leaves open, a later one may say. Entries without a group are a group each; a host that
 * stands nowhere is one with its port.
 */
export function limitsOfHost(url: URL, ...tables: readonly HostTable[]): HostLimits {
  const name = url.hostname.replace(/\.$/, '');
  const found = tables.flatMap((table) => entryOf(table, name) ?? []);
  const connections = found.find(({ limits }) => limits.connections !== undefined)?.limits.connections;
  const named = found.find(({ limits }) => limits.group !== undefined)?.limits.group;
  return {
    group: named ?? found[0]?.pattern ?? url.host,
    spacing: found.find(({ limits }) => limits.spacing !== undefined)?.limits.spacing ?? 0,
    connections: connections ?? USUAL_CONNECTIONS,
    shared: connections !== undefined,
  };
}

function entryOf(
  table: HostTable,
  name: string,
): { readonly pattern: string; readonly limits: HostTable[string] } | null {
  const labels = name.split('.');
  const patterns = [
    name,
    ...labels.slice(1).map((_label, index) => `*.${labels.slice(index + 1).join('.')}`),
  ];
  for (const pattern of patterns) {
    const limits = Object.hasOwn(table, pattern) ? table[pattern] : undefined;
    if (limits !== undefined) return { pattern, limits };
  }
  return null;
}
