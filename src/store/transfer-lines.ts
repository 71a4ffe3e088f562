import { hash } from 'node:crypto';
import { UsageError } from '../errors.ts';
import { type TransferRow, transferTables } from './transfer.ts';

/** The first line of an exported catalog. */
export interface TransferHead {
  readonly modelwatch: string;
  /** Names of the migrations that made its tables. */
  readonly schema: readonly string[];
}

/** The last line: what came before it, so that a file that was cut short is not taken for a whole one. */
export interface TransferEnd {
  readonly end: { readonly rows: number; readonly digest: string };
}

export function lineOf(value: TransferHead | TransferRow | TransferEnd): string {
  return JSON.stringify(value);
}

/** A digest over lines that does not have to hold them. */
export class LineDigest {
  #rows = 0;
  #digest = '';

  add(line: string): void {
    this.#rows += 1;
    this.#digest = hash('sha256', `${this.#digest}\n${line}`, 'hex');
  }

  end(): TransferEnd {
    return { end: { rows: this.#rows, digest: this.#digest } };
  }
}

/** Throws UsageError where a line is none of an exported catalog. `number`: of the line, from 1. */
export function parseLine(line: string, number: number): TransferHead | TransferRow | TransferEnd {
  const value = parsed(line, number);
  if (number === 1 && 'modelwatch' in value && 'schema' in value) return value as unknown as TransferHead;
  if ('end' in value) return value as unknown as TransferEnd;
  const { table, row } = value;
  if (transferTables.some((known) => known === table) && typeof row === 'object' && row !== null)
    return value as unknown as TransferRow;
  throw unreadable(number);
}

function parsed(line: string, number: number): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw unreadable(number);
}

function unreadable(number: number): UsageError {
  return new UsageError('import-line', `line ${number} is none of an exported catalog`, [
    'Give it a file that "modelwatch export" wrote, whole and unchanged.',
  ]);
}
