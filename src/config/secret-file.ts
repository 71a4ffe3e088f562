import { readFileSync, statSync } from 'node:fs';

/** A variable, or why it cannot be had; nothing where neither it nor its file is set. */
export type ReadVariable =
  | { readonly value: string }
  | { readonly problem: string }
  | { readonly value: undefined };

/** Nobody's secret is so long, and a file that is named by mistake may have no end. */
const LARGEST_BYTES = 65_536;

/**
 * The value of a variable: its own, or what stands in the file that `NAME_FILE` names, as container engines and systemd
 * hand over secrets. What such a file ends with a line break of an editor's is no part of it. The problem names the file,
 * and shows nothing of what is in it.
 */
export function readVariable(name: string, variables: Readonly<Record<string, string>>): ReadVariable {
  const value = variables[name];
  const file = variables[`${name}_FILE`];
  if (value !== undefined || file === undefined) return { value };
  try {
    const standing = statSync(file);
    if (!standing.isFile()) return { problem: `${name}_FILE: ${file} is no file` };
    if (standing.size > LARGEST_BYTES) return { problem: `${name}_FILE: ${file} is too large for a secret` };
    const text = readFileSync(file, 'utf8').replace(/[\r\n]+$/, '');
    return text.trim() === '' ? { problem: `${name}_FILE: there is nothing in ${file}` } : { value: text };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown reason';
    return { problem: `${name}_FILE: ${file} cannot be read (${code})` };
  }
}
