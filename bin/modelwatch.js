#!/usr/bin/env node
// The command. Runs src/main.ts as it is in a checkout, and the compiled dist/ where it was installed as a package:
// Node.js strips no types from files under node_modules.
import { existsSync } from 'node:fs';
import module from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { explainMissingNode, findNode, runWith } from './node-runtime.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const compiled = join(root, 'dist', 'src', 'main.js');
const main = existsSync(join(root, 'src', 'main.ts')) ? join(root, 'src', 'main.ts') : compiled;

const node = findNode();
if (node === null) {
  explainMissingNode();
  process.exitCode = 2;
} else if (node === process.execPath) {
  // Types are stripped and modules compiled once: later starts take two thirds of the time.
  module.enableCompileCache();
  const { runCommandLine } = await import(pathToFileURL(main).href);
  await runCommandLine(process.argv.slice(2));
} else {
  runWith(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)]);
}
