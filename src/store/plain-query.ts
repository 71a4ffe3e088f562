import { CompiledQuery } from 'kysely';
import type { Reader } from './database.ts';

/**
 * Runs a statement that is asked at each event: to build it anew takes longer than to run it. Only plain SQL that both
 * databases read, with `?` for its values.
 */
export async function ask<Row>(reader: Reader, text: string, values: readonly unknown[]): Promise<Row[]> {
  return (await reader.executeQuery<Row>(CompiledQuery.raw(text, [...values]))).rows;
}

/** `?, ?, ?`: one for each value. */
export function marks(values: readonly unknown[]): string {
  return values.map(() => '?').join(', ');
}
