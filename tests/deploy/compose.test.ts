import { describe, expect, it } from 'vitest';
import { createProgram } from '../../src/cli/program.ts';
import type { StartOptions } from '../../src/cli/start.ts';
import { parseRoles } from '../../src/config/roles.ts';
import { parseListen } from '../../src/web/listen-address.ts';
import { type ComposeFile, readComposeFile, readText, type Service, textsIn } from './compose-file.ts';
import { composeValidator } from './compose-schema.ts';

const FILES = ['docker-compose.yml', 'compose.single.yml'] as const;
const IN_FULL = readComposeFile('docker-compose.yml');
const SINGLE = readComposeFile('compose.single.yml');

/** Of PostgreSQL's image: https://hub.docker.com/_/postgres */
const OF_POSTGRES = ['POSTGRES_USER', 'POSTGRES_DB', 'POSTGRES_PASSWORD_FILE', 'POSTGRES_INITDB_ARGS'];

function servicesOf(file: ComposeFile): [string, Service][] {
  return Object.entries(file.services);
}

function isOurs({ build }: Service): boolean {
  return build !== undefined;
}

describe.each(FILES)('%s', (name) => {
  const file = readComposeFile(name);

  it('is what the Compose Specification allows', () => {
    const validate = composeValidator();
    // The package's schema is older than the long form of env_file and than a project's name.
    const services = Object.fromEntries(
      servicesOf(file).map(([service, { env_file: files, ...rest }]) => [
        service,
        files === undefined ? rest : { ...rest, env_file: files.map(({ path }) => path) },
      ]),
    );
    const { name: _, ...known } = { name: '', ...file, services };
    expect(validate(known) ? [] : validate.errors).toEqual([]);
    for (const [, { env_file: files = [] }] of servicesOf(file)) {
      for (const entry of files) expect(entry).toEqual({ path: '.env', required: false });
    }
  });

  it.each(servicesOf(file))(
    '%s is pinned, watched and has no more rights than it needs',
    (_service, service) => {
      expect(service.image).toMatch(/^[a-z]+:\d+\.\d+(?:\.\d+)?(?:-bookworm)?$/);
      expect(service.restart).toBe('unless-stopped');
      expect(service.healthcheck?.test.slice(0, 1)).toEqual([expect.stringMatching(/^CMD(?:-SHELL)?$/)]);
      expect(service).toMatchObject({
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
        logging: { options: { 'max-size': '10m', 'max-file': '3' } },
      });
      expect(service.tmpfs).toContain('/tmp');
      // Ours is said by the Dockerfile.
      if (!isOurs(service)) expect(service.user).toMatch(/^(?:redis|postgres)$/);
      for (const port of service.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:/);
    },
  );

  it('is of the version that it builds, and starts with commands that there are', async () => {
    const { version } = JSON.parse(readText('package.json'));
    for (const [, service] of servicesOf(file).filter(([, one]) => isOurs(one))) {
      expect(service.image).toBe(`modelwatch:${version}`);
      const options = await startOptionsOf(service.command ?? []);
      const roles = parseRoles(options.role ?? 'scheduler,worker,web');
      expect(roles).not.toBeNull();
      const listen = parseListen(options.listen);
      expect(listen?.host).toBe('0.0.0.0');
      expect(service.healthcheck?.test).toEqual([
        'CMD',
        'node',
        'bin/alive.js',
        `http://127.0.0.1:${listen?.port}/healthz`,
      ]);
      const published = (service.ports ?? []).map((port) => Number(port.split(':').at(-1)));
      expect(published).toEqual(roles?.has('web') === true ? [listen?.port] : []);
    }
  });

  it('names what there is: variables, secrets, volumes, services', () => {
    const example = readText('.env.example');
    const known = new Set([...example.matchAll(/^# ([A-Z_]+)=/gm)].map(([, variable]) => variable ?? ''));
    const secretVariables = ['HF_TOKEN', 'DATABASE_URL', 'REDIS_URL', 'MODELWATCH_WATCHDOG_URL'];
    for (const [, service] of servicesOf(file)) {
      for (const [variable, value] of Object.entries(service.environment ?? {})) {
        const base = variable.replace(/_FILE$/, '');
        const isKnown = isOurs(service)
          ? known.has(variable) || (variable !== base && secretVariables.includes(base))
          : OF_POSTGRES.includes(variable);
        expect([variable, isKnown]).toEqual([variable, true]);
        const secret = /^\/run\/secrets\/(.+)$/.exec(value)?.[1];
        if (variable.endsWith('_FILE')) expect(service.secrets).toContain(secret);
      }
      for (const secret of service.secrets ?? []) expect(Object.keys(file.secrets ?? {})).toContain(secret);
      for (const volume of service.volumes ?? []) {
        const [from = ''] = volume.split(':');
        if (from.startsWith('.')) expect(volume).toMatch(/^\.\/config:\/app\/config:ro$/);
        else expect(Object.keys(file.volumes ?? {})).toContain(from);
      }
      for (const [other, { condition }] of Object.entries(service.depends_on ?? {})) {
        expect(condition).toBe('service_healthy');
        expect(Object.keys(file.services)).toContain(other);
      }
    }
  });

  it('leaves no variable to the engine, which would put in what the operator’s shell has by chance', () => {
    expect(textsIn(file).filter((text) => /(?<!\$)(?:\$\$)*\$(?!\$)/.test(text))).toEqual([]);
  });
});

describe('docker-compose.yml', () => {
  it('splits the roles, keeps Redis from forgetting, and needs every secret from a file', () => {
    const roles = servicesOf(IN_FULL)
      .filter(([, service]) => isOurs(service))
      .map(([name, { command }]) => [name, command?.[command.indexOf('--role') + 1]]);
    expect(roles).toEqual([
      ['scheduler', 'scheduler'],
      ['worker', 'worker'],
      ['web', 'web'],
    ]);
    const redis = IN_FULL.services.redis?.command?.join(' ') ?? '';
    expect(redis).toMatch(/--appendonly yes --maxmemory-policy noeviction/);
    for (const { file } of Object.values(IN_FULL.secrets ?? {}))
      expect(file).toMatch(/^\.\/secrets\/[a-z_]+$/);
    expect(IN_FULL.services.redis?.ports ?? IN_FULL.services.postgres?.ports).toBeUndefined();
  });
});

describe('compose.single.yml', () => {
  it('is one container of 256 MB with its database in a volume', () => {
    expect(Object.keys(SINGLE.services)).toEqual(['modelwatch']);
    expect(SINGLE.services.modelwatch).toMatchObject({ mem_limit: '256m' });
    expect(SINGLE.services.modelwatch?.volumes).toContain('data:/data');
    expect(SINGLE.services.modelwatch?.environment).toBeUndefined();
  });
});

/** What the program understands of a container's command, behind the entry point of the image. */
async function startOptionsOf(command: readonly string[]): Promise<StartOptions> {
  const program = createProgram(
    'test',
    async () => {},
    () => {
      throw new Error('nothing is run here');
    },
  );
  const start = program.commands.find((one) => one.name() === command[0]);
  if (start === undefined) throw new Error(`there is no command ${command[0]}`);
  start.action(() => {});
  await program.parseAsync(['--data', '/data', '--config', '/app/config', ...command], { from: 'user' });
  return start.opts();
}
