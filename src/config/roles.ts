/**
 * What a process may be there for. `scheduler`: looks each second what is due, and writes job rows. `worker`: runs them.
 * `web`: serves the page. Any number of processes may have each role.
 */
export const roles = ['scheduler', 'worker', 'web'] as const;

export type Role = (typeof roles)[number];

/** One process does everything. */
export const ALL_ROLES: ReadonlySet<Role> = new Set(roles);

/** Of `worker` or `scheduler,web`; null where a word of it is no role, or there is none. */
export function parseRoles(text: string): ReadonlySet<Role> | null {
  const words = text.split(',').map((word) => word.trim().toLowerCase());
  const found = words.map((word) => roles.find((role) => role === word));
  return found.includes(undefined) ? null : new Set(found.filter((role) => role !== undefined));
}

/** How a role has to be written, for messages. */
export const ROLES_IN_WORDS = `write ${roles.join(', ')}, or several of them with commas between them`;
