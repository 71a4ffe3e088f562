import { type Document, isAlias, isMap, isScalar, isSeq, type Node } from 'yaml';
import type { Problem } from './problem.ts';
import type { Path, YamlFile } from './yaml-file.ts';

/** Where the value at `path` stands, or the key `key` in it. */
export function placeOf(file: YamlFile, path: Path, key?: string): Omit<Problem, 'message'> {
  const { line, col } = file.lines.linePos(offsetOf(file, path, key));
  return { file: file.name, line, column: col, path: path.map(String).join('.') };
}

/** Offset of the deepest part of the path that exists. */
function offsetOf(file: YamlFile, path: Path, key?: string): number {
  let node: Node | null = file.document.contents;
  let offset = node?.range?.[0] ?? 0;
  for (const step of path) {
    const next = child(file.document, node, step);
    if (next === null) return offset;
    node = next;
    offset = node.range?.[0] ?? offset;
  }
  const container = resolve(file.document, node);
  if (key === undefined || !isMap(container)) return offset;
  const pair = container.items.find((item) => isScalar(item.key) && String(item.key.value) === key);
  return (pair?.key as Node | undefined)?.range?.[0] ?? offset;
}

function child(document: Document, parent: Node | null, step: PropertyKey): Node | null {
  const node = resolve(document, parent);
  if (isSeq(node)) return (node.items[Number(step)] as Node | undefined) ?? null;
  if (!isMap(node)) return null;
  const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step));
  return (pair?.value as Node | null | undefined) ?? null;
}

function resolve(document: Document, node: Node | null): Node | null {
  return isAlias(node) ? (node.resolve(document) ?? null) : node;
}
