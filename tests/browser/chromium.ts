import { accessSync, constants } from 'node:fs';

export const CHROMIUM_INSTALL = 'apt-get install chromium && npm run test:browser';

/** Where Debian puts it, and where others do. */
const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome-stable'];

/** The browser of this machine, or null. */
export function findChromium(): string | null {
  return PLACES.find(isExecutable) ?? null;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** In CI a browser that is missing is a fault of the machine, not a reason to test less. */
export const chromiumIsSkipped = findChromium() === null && process.env.CI !== 'true';
