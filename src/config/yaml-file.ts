import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Document, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import type { Problem } from './problem.ts';

export type Path = readonly PropertyKey[];

/** One file of the configuration, read and understood as YAML; what it means is not looked at here. */
export interface YamlFile {
  /** As it stands in messages: `labs.yaml`. */
  readonly name: string;
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
}

const mostBytes = 2_000_000;
const mostFaults = 5;

/**
 * Reads a file. Null where it is missing, empty or no YAML; what is wrong is added to `problems`, except that an
 * optional file may be missing or empty.
 */
export async function readYamlFile(
  folder: string,
  name: string,
  problems: Problem[],
  optional = false,
): Promise<YamlFile | null> {
  const bytes = await readBytes(folder, name, problems, optional);
  const text = bytes === null ? null : decode(name, bytes, problems);
  const file = text === null ? null : parse(name, text, problems);
  if (file === null || !isEmpty(file.document.contents)) return file;
  if (!optional) problems.push({ file: name, line: 1, column: 1, path: '', message: 'The file is empty' });
  return null;
}

/** What the file holds, as plain values. Adds a problem and gives null where its aliases multiply without end. */
export function plainValue(file: YamlFile, problems: Problem[]): unknown {
  try {
    return file.document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    const tooDeep = error instanceof RangeError;
    problems.push(
      whole(
        file.name,
        tooDeep ? 'The file is nested too deeply' : 'The file repeats itself too often with aliases',
      ),
    );
    return null;
  }
}

async function readBytes(
  folder: string,
  name: string,
  problems: Problem[],
  optional: boolean,
): Promise<Uint8Array | null> {
  try {
    const bytes = await readFile(join(folder, name));
    if (bytes.length <= mostBytes) return bytes;
    problems.push(whole(name, `The file is larger than ${mostBytes} bytes`));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== 'ENOENT')
      problems.push(whole(name, `The file cannot be read (${code ?? 'unknown reason'})`));
    else if (!optional) problems.push(whole(name, `There is no such file in ${folder}`));
  }
  return null;
}

function whole(file: string, message: string): Problem {
  return { file, line: null, column: null, path: '', message };
}

function decode(name: string, bytes: Uint8Array, problems: Problem[]): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const good = new TextDecoder('utf-8').decode(bytes).split('\uFFFD', 1)[0] ?? '';
    const lines = good.split('\n');
    const column = (lines.at(-1) ?? '').length + 1;
    const message = 'The file is not UTF-8 text; save it as UTF-8';
    problems.push({ file: name, line: lines.length, column, path: '', message });
    return null;
  }
}

function parse(name: string, text: string, problems: Problem[]): YamlFile | null {
  const lines = new LineCounter();
  try {
    // Not `silent`: that would keep it quiet about a second document, too.
    const options = { lineCounter: lines, prettyErrors: false, logLevel: 'error', version: '1.2' } as const;
    const document = parseDocument(text, options);
    // A warning is a tag that nobody knows, as `!!js/function`: nothing of ours has one.
    const faults = [...document.errors, ...document.warnings].map((fault): Problem => {
      const { line, col } = lines.linePos(fault.pos[0]);
      return { file: name, line, column: col, path: '', message: explainFault(fault.code, fault.message) };
    });
    // One slip makes the parser complain again and again behind it.
    const firsts = faults.filter(
      ({ line }, index) => faults.findIndex((other) => other.line === line) === index,
    );
    problems.push(...firsts.slice(0, mostFaults));
    return faults.length === 0 ? { name, document, lines } : null;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    problems.push(whole(name, 'The file is nested too deeply'));
    return null;
  }
}

function explainFault(code: string, message: string): string {
  if (code === 'TAB_AS_INDENT') return 'A tab cannot be used to indent; use spaces';
  if (code === 'DUPLICATE_KEY') return 'This key stands here twice';
  if (code === 'MULTIPLE_DOCS') return 'The file holds several documents; remove the "---" between them';
  if (/call stack/.test(message)) return 'The file is nested too deeply';
  if (/alias/i.test(message))
    return `${message}. A value that begins with "*" has to be quoted, as "*/2 * * * *"`;
  return message;
}

/** Nothing but comments, or nothing behind `---`. */
function isEmpty(contents: Node | null): boolean {
  return contents === null || (isScalar(contents) && contents.value === null);
}
