import { listed } from '../../alerts/lists.ts';
import type { Configuration } from '../../config/configuration.ts';
import type { Environment } from '../../config/environment.ts';
import type { ProxyAddresses } from '../../config/proxy.ts';
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

/** Through what requests go, and what that means for the check of addresses; null where they go directly. */
export function checkProxy({ http, https, exceptions }: ProxyAddresses): Check | null {
  const hosts = [...new Set([https, http].filter((address) => address !== null))].map(
    (address) => new URL(address).host,
  );
  if (hosts.length === 0) return null;
  const which = https === null ? 'http addresses' : http === null ? 'https addresses' : 'everything';
  const but = exceptions.length === 0 ? '' : ` but ${listed(exceptions, NAMED)}`;
  return ok(
    'proxy',
    `${which}${but} through ${hosts.join(' and ')}, which also resolves the names: that none leads to a private ` +
      'address is for the proxy to see to; addresses written as such are still refused here, and this machine is never ' +
      'asked for through it',
  );
}

const NAMED = 5;

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
