import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder that holds package.json, bin and config: a checkout, or the installed package, whose code is in dist. */
export const PACKAGE_ROOT = findRoot(import.meta.dirname);

/** This program's version. */
export const VERSION = (
  JSON.parse(readFileSync(join(PACKAGE_ROOT, 'package.json'), 'utf8')) as { version: string }
).version;

function findRoot(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('package.json of modelwatch is missing');
  return findRoot(parent);
}
