import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadConfiguration } from '../../src/config/configuration.ts';
import { readEnvironment } from '../../src/config/environment.ts';
import { configurationSchemas, schemaText } from '../../src/config/json-schema.ts';
import { load } from './folder.ts';

const root = join(import.meta.dirname, '..', '..');
const shipped = await loadConfiguration(join(root, 'config'), readEnvironment({}));

async function text(...path: string[]): Promise<string> {
  return readFile(join(root, ...path), 'utf8');
}

describe('the configuration that ships', () => {
  test('needs no environment, writes language models to the terminal and holds no secret', () => {
    expect(shipped).toMatchObject({
      channels: [{ id: 'console', kind: 'console' }],
      rules: [
        { id: 'releases', on: ['release.*'], to: ['console'] },
        { id: 'operators', on: ['source.*', 'channel.*', 'lab.candidate'], to: ['console'] },
      ],
      settling: { ms: 21_600_000 },
      hiddenRepos: [],
      secrets: [],
    });
  });

  test('every organization on the Hub has exactly one source, and the other way round', () => {
    const organizations = shipped.labs.flatMap((lab) =>
      lab.organizations.huggingface.map((org) => [lab.id, org]),
    );
    const sources = shipped.sources
      .filter((source) => source.kind === 'huggingface-org')
      .map((source) => [source.lab, source.org]);
    expect(sources).toEqual(organizations);
    expect(new Set(sources.map(([, org]) => org?.toLowerCase())).size).toBe(sources.length);
    expect(sources).toHaveLength(40);
  });

  test('every lab is watched, has labs below it, or says why not', () => {
    const parents = new Set(shipped.labs.map((lab) => lab.parent));
    const watched = new Set(shipped.sources.map((source) => source.lab));
    const forgotten = shipped.labs.filter(
      (lab) => !watched.has(lab.id) && !parents.has(lab.id) && lab.unwatched === undefined,
    );
    expect(forgotten).toEqual([]);
    expect(shipped.labs.filter((lab) => lab.unwatched !== undefined)).toHaveLength(11);
  });

  test('sister organizations are labs below theirs', () => {
    const children = (parent: string) =>
      shipped.labs.filter((lab) => lab.parent === parent).map((lab) => lab.id);
    expect(children('alibaba')).toEqual([
      'qwen',
      'aidc-ai',
      'alibaba-nlp',
      'tongyi-zhiwen',
      'tongyi-mai',
      'funaudiollm',
      'wan-ai',
      'alibaba-pai',
    ]);
    expect(children('baidu')).toEqual(['paddlepaddle']);
    expect(children('bytedance')).toEqual(['bytedance-seed']);
  });

  test('lists what the articles say is planned, with their words', () => {
    expect(shipped.planned.map(({ lab, name, expected }) => [lab, name, expected])).toEqual([
      ['deepseek', 'DeepSeek-R2', '2025-05'],
      ['baidu', 'ERNIE 5', '2025'],
    ]);
  });

  test('its commented examples work', async () => {
    const alerts = await text('config', 'alerts.yaml');
    const all = alerts.replaceAll(/^ {2}# (- \{.*)$/gm, '  $1');
    const env = {
      TEAM_WEBHOOK_URL: 'https://example.org/',
      TEAM_WEBHOOK_SECRET: 'whsec_c2VjcmV0IHNlY3JldCBzZWNyZXQ=',
      SLACK_WEBHOOK_URL: 'https://example.org/',
      SLACK_BOT_TOKEN: 'xoxb-1-2-abc',
      DISCORD_WEBHOOK_URL: 'https://example.org/',
      TELEGRAM_BOT_TOKEN: '123456:abc',
      FEISHU_WEBHOOK_URL: 'https://example.org/',
      FEISHU_SECRET: 'secret',
      DINGTALK_WEBHOOK_URL: 'https://example.org/',
      DINGTALK_SECRET: 'SECsecret',
      WECOM_WEBHOOK_URL: 'https://example.org/',
      TEAMS_WORKFLOW_URL: 'https://example.org/',
      NTFY_TOPIC: 'releases',
      MATRIX_TOKEN: 'syt_abc',
      SMTP_USER: 'user',
      SMTP_PASSWORD: 'password',
    };
    const labs = await text('config', 'labs.yaml');
    const { channels, rules } = await load({ 'alerts.yaml': all, 'labs.yaml': labs }, env);
    expect([channels.map(({ id }) => id), rules.map(({ id }) => id)]).toEqual([
      [
        'console',
        'team',
        'slack',
        'slack-bot',
        'discord',
        'telegram',
        'feishu',
        'dingtalk',
        'wecom',
        'teams',
        'phone',
        'matrix',
        'mail',
        'feeds',
        'calm',
        'readers',
      ],
      ['releases', 'three-labs', 'small-and-free', 'operators'],
    ]);
  });

  test('.env.example names every variable, and setting what it suggests is accepted', async () => {
    const example = await text('.env.example');
    const names = [...example.matchAll(/^# ([A-Z_]+)=(.*)$/gm)].map(([, name]) => name);
    expect([...new Set(names)].slice(0, 12)).toEqual([
      'HF_ENDPOINT',
      'HF_TOKEN',
      'DATABASE_URL',
      'REDIS_URL',
      'MODELWATCH_ROLE',
      'MODELWATCH_WATCHDOG_URL',
      'MODELWATCH_CONTACT',
      'MODELWATCH_ALLOW_PRIVATE_NETWORK',
      'HTTPS_PROXY',
      'HTTP_PROXY',
      'NO_PROXY',
      'NODE_EXTRA_CA_CERTS',
    ]);
    const pairs = [...example.matchAll(/^# ([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [name, value]);
    expect(() => readEnvironment(Object.fromEntries(pairs))).not.toThrow();
  });
});

describe('JSON Schema', () => {
  test('the files are what the schemas give; after a change: npm run schema', async () => {
    const schemas = configurationSchemas();
    const files = Object.keys(schemas).map((name) => `${name}.schema.json`);
    expect((await readdir(join(root, 'config', 'schema'))).sort()).toEqual(files.sort());
    for (const [name, schema] of Object.entries(schemas)) {
      expect(await text('config', 'schema', `${name}.schema.json`)).toBe(schemaText(schema));
    }
  });

  test.each([
    ['labs.yaml', './schema/labs.schema.json'],
    ['sources.yaml', './schema/sources.schema.json'],
    ['alerts.yaml', './schema/alerts.schema.json'],
    ['baseline/planned.yaml', '../schema/planned.schema.json'],
  ])('%s names its schema', async (file, schema) => {
    const [first] = (await text('config', file)).split('\n');
    expect(first).toBe(`# yaml-language-server: $schema=${schema}`);
  });
});
