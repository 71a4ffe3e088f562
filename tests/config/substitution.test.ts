// biome-ignore-all lint/suspicious/noTemplateCurlyInString: "${NAME}" is what the configuration itself writes.
import { describe, expect, test } from 'vitest';
import { hideSecrets } from '../../src/config/secrets.ts';
import { load, problemsOf } from './folder.ts';

function alerts(...channels: string[]): { 'alerts.yaml': string } {
  return {
    'alerts.yaml': ['channels:', ...channels.map((channel) => `  - ${channel}`), 'rules: []'].join('\n'),
  };
}

describe('variables in alerts.yaml', () => {
  test('stand for their values, several in one text, and $${ for itself', async () => {
    const { channels } = await load(
      alerts('{ id: t, kind: webhook, url: "https://example.org/${A}/${B_2}?x=$${C}" }'),
      { A: 'one', B_2: 'two' },
    );
    expect(channels).toEqual([{ id: 't', kind: 'webhook', url: 'https://example.org/one/two?x=${C}' }]);
  });

  test('a value is not looked into again', async () => {
    const { channels } = await load(alerts('{ id: t, kind: webhook, url: "https://example.org/${A}" }'), {
      A: '${B}',
    });
    expect(channels[0]).toMatchObject({ url: 'https://example.org/${B}' });
  });

  test('a missing one is named with its place, and nothing else is said of it', async () => {
    const files = alerts('{ id: t, kind: webhook, url: "${TEAM_URL}", secret: "${TEAM_SECRET}" }');
    expect(await problemsOf(files, { TEAM_SECRET: '' })).toEqual([
      'alerts.yaml:2:34 channels.0.url: The environment variable TEAM_URL is not set. Set it, or write it into .env',
      'alerts.yaml:2:57 channels.0.secret: The environment variable TEAM_SECRET is not set. Set it, or write it into .env',
    ]);
  });

  test('what only looks like one', async () => {
    const files = alerts('{ id: t, kind: webhook, url: "https://example.org/${BAD-NAME}" }');
    expect(await problemsOf(files)).toEqual([
      'alerts.yaml:2:34 channels.0.url: Not a variable: write ${NAME}, or $${ where "${" itself is meant',
    ]);
  });

  test('neither keys nor comments nor other files are looked at', async () => {
    const files = {
      'labs.yaml': 'labs: [{ id: qwen, name: "${NAME}" }]',
      'alerts.yaml': '# url: "${MISSING}"\nchannels: []\n"${KEY}": 1\n',
    };
    expect(await problemsOf(files)).toEqual([
      'alerts.yaml:3:1: Unrecognized key: "${KEY}". Known keys: settling, channels, rules, templates',
    ]);
  });
});

describe('secrets', () => {
  test('are listed, longest first, so that they can be hidden', async () => {
    const { secrets } = await load(
      alerts(
        '{ id: t, kind: webhook, url: "https://example.org/${TOKEN}" }',
        '{ id: u, kind: webhook, url: "HTTPS://Example.org/written/here", secret: whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw }',
      ),
      {
        TOKEN: 'abcdefgh',
        HF_TOKEN: 'hf_abc123',
        REDIS_URL: 'redis://me:passw0rd@localhost:6379',
        OTHER: 'unused value',
      },
    );
    expect(secrets).toEqual([
      'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
      'redis://me:passw0rd@localhost:6379',
      'HTTPS://Example.org/written/here',
      'https://example.org/written/here',
      'https://example.org/abcdefgh',
      'hf_abc123',
      'passw0rd',
      'abcdefgh',
    ]);
    expect(hideSecrets('POST https://example.org/abcdefgh with hf_abc123', secrets)).toBe(
      'POST [hidden] with [hidden]',
    );
  });

  test('never stand in a problem', async () => {
    const files = {
      'alerts.yaml': [
        'channels:',
        '  - { id: t, kind: "${TOKEN}" }',
        '  - { id: u, kind: webhook, url: "${TOKEN}" }',
        '  - { id: v, kind: webhook, url: "https://example.org", secret: "${TOKEN}" }',
        'rules:',
        '  - { id: r, on: ["*"], where: { lab: ["${TOKEN}"] }, to: [t] }',
      ].join('\n'),
    };
    expect(await problemsOf(files, { TOKEN: 'sesame-open' })).toEqual([
      'alerts.yaml:2:20 channels.0.kind: Unknown value "[hidden]". Known values: console, webhook, dingtalk, discord, email, feed-file, feishu, matrix, ntfy, slack, teams, telegram, wecom',
      'alerts.yaml:3:34 channels.1.url: Not an address: it has to begin with https:// or http://',
      'alerts.yaml:4:65 channels.2.secret: A signing secret is "whsec_" and base64 after it; make one with: echo "whsec_$(openssl rand -base64 24)"',
      'alerts.yaml:6:40 rules.0.where.lab.0: Unknown lab "[hidden]". Known labs: qwen, deepseek',
    ]);
  });
});
