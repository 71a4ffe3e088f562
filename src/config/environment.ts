import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { UsageError } from '../errors.ts';
import { type ProxyAddresses, proxyAddress, proxyExceptions } from './proxy.ts';
import { parseRoles, ROLES_IN_WORDS, type Role } from './roles.ts';
import { readVariable } from './secret-file.ts';

/** What the environment says, checked. Every variable is documented in .env.example. */
export interface Environment {
  /** Without a trailing slash. */
  readonly hfEndpoint: string;
  readonly hfToken: string | null;
  /** Null, `sqlite:PATH` or `postgres://…`. */
  readonly databaseUrl: string | null;
  readonly redisUrl: string | null;
  /** Web page or e-mail for the User-Agent. */
  readonly contact: string | null;
  readonly allowPrivateNetwork: boolean;
  /** `HTTP_PROXY`, `HTTPS_PROXY`, `NO_PROXY`. */
  readonly proxies: ProxyAddresses;
  /** Asked each minute while all is well; an outside watchdog listens there. */
  readonly watchdogUrl: string | null;
  /** What `start` is there for. Null: for everything. */
  readonly roles: ReadonlySet<Role> | null;
  /** Where the program's clock starts, milliseconds since 1970. Null: now. */
  readonly clock: number | null;
  /** All variables that are set, for `${NAME}` in alerts.yaml. */
  readonly variables: Readonly<Record<string, string>>;
}

type Report = (problem: string) => void;

/**
 * Reads the environment and, below it, a `.env` file, which may be absent. A variable that is set to nothing counts as
 * unset. Throws UsageError with one line for each variable that cannot be used; never with a secret in it.
 */
export function readEnvironment(
  env: Readonly<Record<string, string | undefined>> = process.env,
  dotEnvFile?: string,
): Environment {
  const problems: string[] = [];
  const report: Report = (problem) => problems.push(problem);
  const variables = settle({ ...readDotEnv(dotEnvFile, report), ...env });
  const environment: Environment = {
    hfEndpoint: endpoint(variables.HF_ENDPOINT, report),
    hfToken: token(secret('HF_TOKEN', variables, report), report),
    databaseUrl: databaseUrl(secret('DATABASE_URL', variables, report), report),
    redisUrl: redisUrl(secret('REDIS_URL', variables, report), report),
    contact: contact(variables.MODELWATCH_CONTACT, report),
    allowPrivateNetwork: flag('MODELWATCH_ALLOW_PRIVATE_NETWORK', variables, report),
    proxies: {
      http: proxy('HTTP_PROXY', variables, report),
      https: proxy('HTTPS_PROXY', variables, report),
      exceptions: proxyExceptions(eitherCase('NO_PROXY', variables)),
    },
    watchdogUrl: watchdogUrl(secret('MODELWATCH_WATCHDOG_URL', variables, report), report),
    roles: rolesOf(variables.MODELWATCH_ROLE, report),
    clock: clock(variables.MODELWATCH_CLOCK, report),
    variables,
  };
  if (problems.length > 0) throw new UsageError('environment', 'the environment cannot be used', problems);
  return environment;
}

/** What may be kept out of the environment: in a file that NAME_FILE names. */
function secret(
  name: string,
  variables: Readonly<Record<string, string>>,
  report: Report,
): string | undefined {
  const read = readVariable(name, variables);
  if ('value' in read) return read.value;
  report(read.problem);
  return undefined;
}

function settle(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const set = Object.entries(env).filter(
    (entry): entry is [string, string] => (entry[1] ?? '').trim() !== '',
  );
  return Object.fromEntries(set);
}

function readDotEnv(file: string | undefined, report: Report): Record<string, string | undefined> {
  if (file === undefined) return {};
  try {
    return parseEnv(readFileSync(file, 'utf8'));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== 'ENOENT') report(`${file}: cannot be read (${code ?? 'unknown reason'})`);
    return {};
  }
}

function endpoint(value: string | undefined, report: Report): string {
  const standard = 'https://huggingface.co';
  if (value === undefined) return standard;
  const url = webAddress(value.trim());
  if (url !== null && url.search === '' && url.hash === '' && url.username === '' && url.password === '') {
    return url.href.replace(/\/+$/, '');
  }
  report(`HF_ENDPOINT: not an http or https address of a Hub; write it as ${standard}, or leave it unset`);
  return standard;
}

function webAddress(value: string): URL | null {
  const url = URL.parse(value);
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:') ? url : null;
}

function token(value: string | undefined, report: Report): string | null {
  if (value === undefined) return null;
  // The Hub's own client throws a bare TypeError for a token of another form.
  if (/^hf_[\x21-\x7e]+$/.test(value.trim())) return value.trim();
  report('HF_TOKEN: not a token of the Hugging Face Hub; one begins with "hf_"');
  return null;
}

function databaseUrl(value: string | undefined, report: Report): string | null {
  if (value === undefined || /^sqlite:[^\0]+$/.test(value)) return value ?? null;
  const text = value.trim();
  if (/^postgres(?:ql)?:\/\//i.test(text) && URL.canParse(text)) return text;
  report(
    'DATABASE_URL: not an address of a database; leave it unset, or write sqlite:PATH or postgres://user:password@host/database',
  );
  return null;
}

function redisUrl(value: string | undefined, report: Report): string | null {
  if (value === undefined) return null;
  const url = URL.parse(value.trim());
  if (url !== null && (url.protocol === 'redis:' || url.protocol === 'rediss:')) return value.trim();
  report('REDIS_URL: not an address of a Redis server; write it as redis://localhost:6379');
  return null;
}

function contact(value: string | undefined, report: Report): string | null {
  if (value === undefined) return null;
  // It travels in a header, inside parentheses.
  if (/^[\x20-\x7e]+$/.test(value) && !/[()\\]/.test(value)) return value.trim();
  report('MODELWATCH_CONTACT: a web page or an e-mail address, in ASCII and without parentheses');
  return null;
}

function flag(name: string, variables: Readonly<Record<string, string>>, report: Report): boolean {
  const value = variables[name]?.trim().toLowerCase();
  if (value === undefined || value === '0' || value === 'false') return false;
  if (value !== '1' && value !== 'true') report(`${name}: write 1 to allow it, or leave it unset`);
  return value === '1' || value === 'true';
}

/** Small letters win, as with curl (https://everything.curl.dev/usingcurl/proxies/env.html). */
function eitherCase(name: string, variables: Readonly<Record<string, string>>): string | undefined {
  return variables[name.toLowerCase()] ?? variables[name];
}

function proxy(name: string, variables: Readonly<Record<string, string>>, report: Report): string | null {
  const value = eitherCase(name, variables)?.trim();
  if (value === undefined) return null;
  const address = proxyAddress(value);
  if (address === null) {
    report(`${name}: not the address of an HTTP proxy; write it as http://proxy.example.org:3128`);
  }
  return address;
}

function watchdogUrl(value: string | undefined, report: Report): string | null {
  if (value === undefined) return null;
  const url = webAddress(value.trim());
  if (url === null) {
    report('MODELWATCH_WATCHDOG_URL: not an http or https address; write the one that the watchdog gave you');
  }
  return url?.href ?? null;
}

function rolesOf(value: string | undefined, report: Report): ReadonlySet<Role> | null {
  if (value === undefined) return null;
  const found = parseRoles(value);
  if (found === null) report(`MODELWATCH_ROLE: no role of a process; ${ROLES_IN_WORDS}`);
  return found;
}

const instant = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?$/i;

function clock(value: string | undefined, report: Report): number | null {
  if (value === undefined) return null;
  const text = value.trim();
  const time = instant.test(text) && isDay(text.slice(0, 10)) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(time)) return time;
  // Without a zone the machine's own would decide, and a replay would differ from machine to machine.
  report('MODELWATCH_CLOCK: not a time; write it in ISO 8601 with its zone, as 2025-07-11T09:00:00Z');
  return null;
}

/** With a time behind it, JavaScript takes 30 February for 2 March. */
function isDay(date: string): boolean {
  const midnight = Date.parse(date);
  return !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(date);
}
