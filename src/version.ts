import { readFileSync } from 'node:fs';

/** This program's version. */
export const VERSION = versionIn(new URL('../package.json', import.meta.url));

function versionIn(file: URL): string {
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
