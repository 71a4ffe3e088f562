import { isPair, isScalar, type Node, visit } from 'yaml';
import type { Problem } from './problem.ts';
import { readVariable } from './secret-file.ts';
import type { Path, YamlFile } from './yaml-file.ts';
import { placeOf } from './yaml-place.ts';

export interface Substituted {
  /** Values that came from the environment. */
  readonly values: readonly string[];
  /** Places (`channels.0.url`) whose variable is missing: nothing more is to be said of them. */
  readonly unresolved: ReadonlySet<string>;
}

// `$${` stands for a literal `${`.
const reference = /\$\$\{|\$\{(?:([A-Za-z_][A-Za-z0-9_]*)\})?/g;

/**
 * Replaces `${NAME}` in the text values of a file, in place; where it is not set, by what stands in the file that
 * `NAME_FILE` names. A missing variable is a problem that names it.
 */
export function substituteVariables(
  file: YamlFile | null,
  variables: Readonly<Record<string, string>>,
  problems: Problem[],
): Substituted {
  const values: string[] = [];
  const unresolved = new Set<string>();
  if (file === null) return { values, unresolved };
  visit(file.document, {
    Scalar(key, node, ancestors) {
      if (key === 'key' || typeof node.value !== 'string') return;
      const path = pathOf(node, ancestors);
      node.value = node.value.replace(reference, (whole: string, name: string | undefined) => {
        if (whole === '$${') return '${';
        const read = name === undefined ? { value: undefined } : readVariable(name, variables);
        if ('value' in read && read.value !== undefined) {
          values.push(read.value);
          return read.value;
        }
        unresolved.add(path.join('.'));
        const message = 'problem' in read ? read.problem : explain(name);
        problems.push({ ...placeOf(file, path), message });
        return whole;
      });
    },
  });
  return { values, unresolved };
}

function explain(name: string | undefined): string {
  if (name === undefined) return `Not a variable: write \${NAME}, or $\${ where "\${" itself is meant`;
  return `The environment variable ${name} is not set. Set it, or write it into .env`;
}

/** From the document's root to a scalar; ancestors alternate between collections and pairs. */
function pathOf(node: Node, ancestors: readonly unknown[]): Path {
  const chain = [...ancestors, node];
  return chain.flatMap((ancestor, index): PropertyKey[] => {
    if (isPair(ancestor)) return [isScalar(ancestor.key) ? String(ancestor.key.value) : ''];
    const parent = chain[index - 1] as { items?: readonly unknown[] } | undefined;
    const inList = Array.isArray(parent?.items) && !isPair(ancestor);
    return inList ? [parent?.items?.indexOf(ancestor) ?? 0] : [];
  });
}
