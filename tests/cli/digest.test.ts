import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeUsedWorkplace, type Workplace } from './workplace.ts';

let place: Workplace;
beforeAll(async () => {
  place = await makeUsedWorkplace();
});
afterAll(() => place[Symbol.asyncDispose]());

const JULY = ['--since', '2025-07', '--until', '2025-08'] as const;

it('prints what came in a period, as Markdown', async () => {
  const { code, output } = await place.run('digest', ...JULY);
  expect(code).toBe(0);
  expect(output).toMatch(/^# Chinese language models, 2025-07-01 to 2025-08-01: /);
  expect(output).toMatch(/\| \[GLM-4\.5\]\(https:\/\/huggingface\.co\/zai-org\/GLM-4\.5/);
});

it('as a page, and in Chinese in the days of another zone', async () => {
  const { output } = await place.run('digest', ...JULY, '--format', 'html', '--language', 'zh-CN');
  expect(output).toMatch(/^<!doctype html>\n<html lang="zh-CN">/);
  expect(output).toContain('<h2');
  const shanghai = await place.run('digest', ...JULY, '--timezone', 'Asia/Shanghai');
  expect(shanghai.output).toContain('2025-07-01 to 2025-08-01');
});

it('as JSON, by lab', async () => {
  const digest = (await place.runJson('digest', ...JULY)) as {
    labs: { lab: string; releases: { name: string }[] }[];
  };
  expect(digest.labs.find(({ lab }) => lab === 'zhipu')?.releases.map(({ name }) => name)).toContain(
    'GLM-4.5',
  );
});

it('says that nothing happened', async () => {
  const { output } = await place.run('digest', '--since', '2019', '--until', '2020');
  expect(output).toContain('Nothing happened');
});

it.each([
  [['--since', 'yesterday'], '"yesterday" is no date'],
  [['--since', '2025-08', '--until', '2025-07'], '--since is not before --until'],
  [['--timezone', 'CET'], '"CET" is no time zone'],
  [['--channel', 'nobody'], 'there is no channel "nobody"'],
])('%s is answered with: %s', async (options, problem) => {
  await expect(place.run('digest', ...options)).rejects.toThrow(problem);
});
