import { createHash } from 'node:crypto';
import { invalidParameters, parameterProblem } from './reading-input.ts';

/** Where a page of a list ended: what its last item is sorted by. */
export type Position = readonly (string | number)[];

/** Opaque to whoever gets it, and good for the same question alone. */
export function cursorAt(question: unknown, position: Position): string {
  return Buffer.from(JSON.stringify([markOf(question), ...position])).toString('base64url');
}

/** Null where there is none. `types`: of the position. Throws ApiProblem where it is none of this question. */
export function positionOf(
  question: unknown,
  cursor: string | undefined,
  types: readonly ('string' | 'number')[],
): Position | null {
  if (cursor === undefined) return null;
  const [mark, ...position] = parsed(cursor);
  const fits = position.length === types.length && position.every((part, at) => typeof part === types[at]);
  if (mark !== markOf(question) || !fits) throw wrongCursor();
  return position as Position;
}

/** What is answered to a cursor that is none of the question that it comes with. */
export function wrongCursor() {
  return invalidParameters([
    parameterProblem(
      'query',
      'cursor',
      'is none of this question: take "next" as it was given, and change nothing else',
    ),
  ]);
}

function parsed(cursor: string): unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(value)) return value;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw wrongCursor();
}

function markOf(question: unknown): string {
  return createHash('sha256').update(JSON.stringify(question)).digest('base64url').slice(0, 8);
}
