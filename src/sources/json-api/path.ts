/** What stands at a path of keys; undefined where nothing does. Keys of the language's own objects are none. */
export function valueAt(value: unknown, path: string): unknown {
  let current = value;
  for (const key of keysOf(path)) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key)) return undefined;
    current = (current as Record<string, unknown>)[key];
  }
  return current;
}

/** The list at a path, lists on the way joined (the items of every collection); else what was found in its place. */
export function listAt(value: unknown, path: string): readonly unknown[] | { readonly found: string } {
  let level: readonly unknown[] | null = null;
  let current = value;
  for (const key of keysOf(path)) {
    if (level === null && Array.isArray(current)) level = current;
    if (level !== null) {
      level = level.flatMap((entry) => {
        const inner = valueAt(entry, key);
        return Array.isArray(inner) ? inner : inner === undefined ? [] : [inner];
      });
    } else {
      current = valueAt(current, key);
    }
  }
  if (level !== null) return level;
  return Array.isArray(current) ? current : { found: kindOf(current) };
}

/** What a value is, in a word or few, without quoting it at length. */
export function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object') return 'an object';
  return `${typeof value} ${JSON.stringify(value)?.slice(0, 60)}`;
}

function keysOf(path: string): readonly string[] {
  return path === '' ? [] : path.split('.');
}
