import type { z } from 'zod';
import { suggest } from '../domain/nearest.ts';
import { knownKeys, valueAt } from './known-keys.ts';
import type { Path } from './yaml-file.ts';

/** A fault in words, with its place: the value at `path`, or the key `key` in it. */
export interface Explained {
  readonly path: Path;
  readonly key?: string;
  readonly message: string;
}

type Issue = z.core.$ZodIssue;

/** Says in words what a schema found, and how to mend it. One issue may name several keys. */
export function explainIssue(issue: Issue, schema: z.ZodType, raw: unknown): Explained[] {
  const { path } = issue;
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = knownKeys(schema, path, raw);
      return issue.keys.map((key) => ({
        path,
        key,
        message: `Unrecognized key: "${key}"${suggest(key, known, 'Known keys')}`,
      }));
    }
    case 'invalid_type':
      if (issue.input === undefined) return [missing(path)];
      // A schema that has words of its own for this knows better.
      if (!issue.message.startsWith('Invalid input')) return [{ path, message: issue.message }];
      return [
        {
          path,
          message: `Expected ${nameOfType(issue.expected)}, found ${describe(issue.input)}${hint(issue)}`,
        },
      ];
    case 'invalid_value': {
      if (issue.input === undefined) return [missing(path)];
      return [{ path, message: unknownValue(issue.input, issue.values.map(String)) }];
    }
    case 'invalid_union':
      return [explainUnion(issue, raw)];
    case 'too_small':
      return [{ path, message: tooSmall(issue.origin, issue.message) }];
    default:
      return [{ path, message: issue.message }];
  }
}

function tooSmall(origin: string, message: string): string {
  if (origin === 'array') return 'The list is empty; name at least one';
  return origin === 'string' ? 'The text is empty' : message;
}

function missing(path: Path): Explained {
  return { path: path.slice(0, -1), message: `Missing key: "${String(path.at(-1))}"` };
}

function unknownValue(input: unknown, known: readonly string[]): string {
  if (typeof input !== 'string') return `Expected one of: ${known.join(', ')}`;
  return `Unknown value "${input}"${suggest(input, known, 'Known values')}`;
}

/** The only unions of ours are told apart by one key. */
function explainUnion(issue: Extract<Issue, { code: 'invalid_union' }>, raw: unknown): Explained {
  const { path } = issue;
  const input = valueAt(raw, path);
  const known = 'options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : [];
  if (input !== undefined) return { path, message: unknownValue(input, known) };
  const { message } = missing(path);
  return { path: path.slice(0, -1), message: `${message}. Known values: ${known.join(', ')}` };
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'keys and values',
};

function nameOfType(type: string): string {
  return typeNames[type] ?? type;
}

function describe(input: unknown): string {
  if (input === null) return 'nothing';
  if (Array.isArray(input)) return 'a list';
  if (typeof input === 'number' || typeof input === 'boolean') return `${String(input)}`;
  return typeof input === 'string' ? 'text' : 'keys and values';
}

function hint(issue: Extract<Issue, { code: 'invalid_type' }>): string {
  const { expected, input } = issue;
  const simple = typeof input === 'number' || typeof input === 'boolean';
  if (expected === 'string' && simple) return `. Put it in quotes: "${String(input)}"`;
  if (expected === 'array' && input === null) return '. Write [] if there are none';
  if (expected === 'array' && typeof input !== 'object') return '. Put it in brackets, as [one, two]';
  if (expected === 'boolean' && typeof input === 'string') return '. Write true or false, without quotes';
  return '';
}
