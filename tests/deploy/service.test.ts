import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readEnvironment } from '../../src/config/environment.ts';
import { ROOT, readComposeFile, readText } from './compose-file.ts';

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'modelwatch-deploy-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

describe('deploy/modelwatch.service', () => {
  const unit = readText('deploy', 'modelwatch.service');
  const setting = (name: string) =>
    [...unit.matchAll(new RegExp(`^${name}=(.*)$`, 'gm'))].map(([, value]) => value);

  it('takes every right away that the program does not need, and bounds what it uses', () => {
    const expected = {
      DynamicUser: 'yes',
      NoNewPrivileges: 'yes',
      CapabilityBoundingSet: '',
      AmbientCapabilities: '',
      ProtectSystem: 'strict',
      ProtectHome: 'yes',
      PrivateTmp: 'yes',
      PrivateDevices: 'yes',
      StateDirectory: 'modelwatch',
      StateDirectoryMode: '0700',
      RestrictAddressFamilies: 'AF_INET AF_INET6 AF_UNIX',
      Restart: 'always',
    };
    for (const [name, value] of Object.entries(expected))
      expect([name, setting(name)]).toEqual([name, [value]]);
    expect(setting('MemoryMax')).toEqual([expect.stringMatching(/^\d+M$/)]);
    // V8 compiles while it runs: with this it could not.
    expect(setting('MemoryDenyWriteExecute')).toEqual([]);
    expect(setting('ExecStart')).toEqual([
      '/opt/modelwatch/bin/modelwatch.js start --config /etc/modelwatch --data /var/lib/modelwatch',
    ]);
  });

  it('waits for a stop longer than the program takes for one', () => {
    expect(setting('TimeoutStopSec')).toEqual(['20s']);
    expect(readText('src', 'daemon.ts')).toContain('LONGEST_STOP_MS = 12_000');
  });

  it('is found good by systemd itself, where that is installed', () => {
    const folder = temporaryFolder();
    // The program and its documents need not be installed here.
    const here = unit
      .replaceAll('/opt/modelwatch/bin/modelwatch.js', process.execPath)
      .replace('file:///opt/modelwatch/docs/operations.md', 'https://example.org/');
    const file = join(folder, 'modelwatch.service');
    writeFileSync(file, here);
    const { error, status, stderr } = spawnSync('systemd-analyze', ['verify', file], { encoding: 'utf8' });
    if (error !== undefined) return void expect(error).toMatchObject({ code: 'ENOENT' });
    expect([status, stderr]).toEqual([0, '']);
  });
});

describe('deploy/make-secrets.sh', () => {
  it('makes what docker-compose.yml needs, once, in a folder of one’s own', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'deploy'));
    const script = join(folder, 'deploy', 'make-secrets.sh');
    cpSync(join(ROOT, 'deploy', 'make-secrets.sh'), script);
    const run = () => spawnSync('sh', [script], { encoding: 'utf8' });
    expect(run().status).toBe(0);
    const wanted = Object.values(readComposeFile('docker-compose.yml').secrets ?? {}).map(({ file }) => file);
    const contents = wanted.map((file) => readFileSync(join(folder, file), 'utf8'));
    expect(statSync(join(folder, 'secrets')).mode & 0o777).toBe(0o700);
    for (const file of wanted) expect(statSync(join(folder, file)).mode & 0o777).toBe(0o644);
    expect(readFileSync(join(folder, 'secrets/postgres_password'), 'utf8')).toMatch(/^[0-9a-f]{48}$/);

    const again = run();
    expect([again.status, again.stdout.match(/is there already/g)?.length]).toEqual([0, wanted.length]);
    expect(wanted.map((file) => readFileSync(join(folder, file), 'utf8'))).toEqual(contents);

    const environment = readEnvironment({
      DATABASE_URL_FILE: join(folder, 'secrets/database_url'),
      REDIS_URL_FILE: join(folder, 'secrets/redis_url'),
    });
    expect(environment.databaseUrl).toMatch(
      /^postgres:\/\/modelwatch:[0-9a-f]{48}@postgres:5432\/modelwatch$/,
    );
    expect(environment.redisUrl).toMatch(/^redis:\/\/:[0-9a-f]{48}@redis:6379$/);
  });
});
