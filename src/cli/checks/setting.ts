import type { Configuration } from '../../config/configuration.ts';
import type { Environment } from '../../config/environment.ts';
import { contents, warningsOf } from '../config.ts';
import { bad, type Check, ok, warn } from './check.ts';

/** The same as bin/node-runtime.js asks for, for those who start the program in another way. */
const NEEDED = [24, 15] as const;

export function checkNode(version: string): Check {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  const enough = major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1]);
  return enough
    ? ok('node', `Node.js ${version}`)
    : bad(
        'node',
        `Node.js ${version} is too old`,
        `install Node.js ${NEEDED.join('.')} or newer, or run "npm ci"`,
      );
}

export function checkContents(configuration: Configuration, environment: Environment): Check {
  const warnings = warningsOf(configuration, environment).filter((line) => !line.startsWith('MODELWATCH_'));
  const message = `${configuration.folder}: ${contents(configuration)}`;
  return warnings.length === 0
    ? ok('configuration', message)
    : warn('configuration', message, warnings.join('; '));
}

/** Never shows a secret: only whether there is one. */
export function checkEnvironment(environment: Environment): Check {
  const { contact, hfToken, hfEndpoint, allowPrivateNetwork, clock } = environment;
  const message = [
    `Hub at ${hfEndpoint}, ${hfToken === null ? 'without a token' : 'with a token'}`,
    contact === null ? 'no contact' : `contact ${contact}`,
    ...(allowPrivateNetwork ? ['private addresses allowed'] : []),
    ...(clock === null ? [] : [`clock set to ${new Date(clock).toISOString()}`]),
  ].join(', ');
  if (contact !== null) return ok('environment', message);
  return warn('environment', message, 'set MODELWATCH_CONTACT to a web page or e-mail address of yours');
}
