import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { STORE_FILE } from '../../src/store/store.ts';
import { storesAreFiles } from '../servers/database-of-tests.ts';
import { makeUsedWorkplace, type Workplace } from './workplace.ts';

const contract = z.array(
  z.strictObject({
    rule: z.string(),
    channel: z.string(),
    kind: z.string(),
    release: z.strictObject({ id: z.string(), name: z.string() }),
    at: z.iso.datetime(),
    title: z.string(),
    url: z.url().nullable(),
    undecided: z.boolean(),
    message: z.strictObject({ contentType: z.string(), body: z.string() }),
  }),
);

const TOKEN = 'T0123456/B0123456/abcdefghijklmnop';

const ALERTS = `channels:
  - { id: chat, kind: slack, url: "https://hooks.slack.com/services/${TOKEN}" }
  - { id: mail, kind: email, host: smtp.example.org, from: "me <me@example.org>", to: [you@example.org] }
  - { id: screen, kind: console }
rules:
  - { id: all, on: [release.*], to: [chat, screen, mail] }
  - { id: large, on: [release.new], where: { parameters: { min: 100B } }, to: [screen] }
  - { id: lab, on: [release.*], where: { lab: [alibaba] }, to: [screen] }
  - { id: news, on: [lab.news], to: [screen] }
`;

describe('alerts preview', () => {
  let place: Workplace;
  beforeAll(async () => {
    place = await makeUsedWorkplace();
    await writeFile(join(place.folder, 'config', 'alerts.yaml'), ALERTS);
  });
  afterAll(() => place[Symbol.asyncDispose]());

  async function previewed(...args: readonly string[]) {
    return contract.parse(await place.runJson('alerts', 'preview', ...args));
  }

  it('shows what each rule would have sent, also of what was there at the first look', async () => {
    const all = await previewed('--since', '2025-01', '--channel', 'screen');
    const of = (rule: string) => all.filter((one) => one.rule === rule).map(({ release }) => release.name);
    expect(of('all')).toContain('GLM-4.5');
    expect(of('all').length).toBeGreaterThan(of('large').length);
    expect(of('large')).toContain('GLM-4.5');
    expect(of('lab')).toContain('Qwen3');
    expect(of('lab')).not.toContain('GLM-4.5');
    expect(of('news')).toEqual([]);
    expect(all.map(({ at }) => at)).not.toContainEqual(expect.stringMatching(/^2024/));
    const [newest] = all;
    expect(newest?.message.body).toContain(newest?.title);
  });

  it('asks for the time, a rule and a channel', async () => {
    const one = await previewed('--since', '2025-07-28', '--rule', 'large', '--channel', 'screen');
    expect(one).toMatchObject([{ rule: 'large', channel: 'screen', release: { name: 'GLM-4.5' } }]);
    await expect(place.run('alerts', 'preview', '--rule', 'larg')).rejects.toThrow(
      'there is no rule "larg". Did you mean "large"?',
    );
    await expect(place.run('alerts', 'preview', '--channel', 'chatt')).rejects.toThrow(
      'there is no channel "chatt". Did you mean "chat"?',
    );
  });

  it('shows the newest as its channel writes it, and nothing that steers a terminal or is secret', async () => {
    const { code, output } = await place.run('alerts', 'preview', '--since', '2025-07-28');
    expect(code).toBe(0);
    expect(output).toContain('all → chat (slack)');
    expect(output).toContain('as chat would be sent it (application/json');
    expect(output).toContain('"blocks"');
    expect(output).toContain('lab → screen (console): 0 alerts');
    expect(output).not.toContain(TOKEN);
    expect(JSON.stringify(await previewed('--since', '2025-07-28'))).not.toContain(TOKEN);
    expect(output.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
  });

  it.runIf(storesAreFiles)('changes nothing and sends nothing', async () => {
    const file = join(place.folder, 'data', STORE_FILE);
    const before = await readFile(file);
    const arrivals = place.receiver.arrivals.length;
    await place.run('alerts', 'preview', '--since', '2024');
    expect((await readFile(file)).equals(before)).toBe(true);
    expect(place.receiver.arrivals).toHaveLength(arrivals);
  });
});
