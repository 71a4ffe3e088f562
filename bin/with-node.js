// Runs a development tool, or a TypeScript file, with a Node.js that is new enough: `node bin/with-node.js vitest run`.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { explainMissingNode, findNode, runWith } from './node-runtime.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const PACKAGES = { vitest: 'vitest', tsc: 'typescript', biome: '@biomejs/biome' };

function locate(tool) {
  const packageName = PACKAGES[tool];
  if (packageName === undefined) return tool;
  const folder = join(root, 'node_modules', packageName);
  if (!existsSync(folder)) {
    process.stderr.write(`${tool} is not installed: run "npm ci" without --omit=dev first.\n`);
    process.exit(2);
  }
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[tool]);
}

const args = process.argv.slice(2);
const firstWord = args.findIndex((word) => !word.startsWith('-'));
const node = findNode();
if (node === null) {
  explainMissingNode();
  process.exitCode = 2;
} else if (firstWord === -1) {
  process.stderr.write('usage: node bin/with-node.js [node options] TOOL|FILE [arguments]\n');
  process.exitCode = 2;
} else {
  runWith(node, [...args.slice(0, firstWord), locate(args[firstWord]), ...args.slice(firstWord + 1)]);
}
