import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { columnsOf } from '../../src/alerts/columns.ts';
import { makeUsedWorkplace, makeWorkplace, type Workplace } from './workplace.ts';

let place: Workplace;
beforeAll(async () => {
  place = await makeUsedWorkplace();
});
afterAll(() => place[Symbol.asyncDispose]());

async function linesOf(...args: readonly string[]): Promise<string[]> {
  return (await place.run(...args)).output.split('\n');
}

describe('what people read', () => {
  it('lists language models with numbers as people write them, and says what it left out', async () => {
    const lines = await linesOf('releases');
    expect(lines[0]).toMatch(/^released +lab +release +kind +size +licence +repos$/);
    expect(lines).toContainEqual(
      expect.stringMatching(/^2025-07-28 +zhipu +GLM-4\.5 +llm +110B to 358B +MIT +6$/),
    );
    expect(lines).toContainEqual(expect.stringMatching(/^deepseek +DeepSeek-R2 /));
    expect(lines.at(-1)).toMatch(/of other kinds .* not shown \(--all-kinds\)\.$/);
    const everything = await linesOf('releases', '--all-kinds');
    expect(everything.length).toBeGreaterThan(lines.length);
    expect((await linesOf('releases', '--limit', '2'))[3]).toBe('');
  });

  it('shows a release by its name, with reasons, models, repos and what was told', async () => {
    const lines = await linesOf('release', 'GLM-4.5');
    expect(lines[0]).toMatch(/^GLM-4\.5 {2}rel_/);
    expect(lines[1]).toBe('Zhipu AI, llm, open-weights, active');
    expect(lines).toContainEqual(
      expect.stringMatching(/^license +MIT +stated by the lab in the repo +https:/),
    );
    expect(lines).toContainEqual(expect.stringMatching(/^GLM-4\.5-Air +chat +110B +3 repos$/));
    expect(lines).toContainEqual(expect.stringMatching(/release\.new +Zhipu AI released GLM-4\.5 +good: /));
  });

  it('shows what is only planned', async () => {
    const { output } = await place.run('release', 'deepseek r2');
    expect(output).toContain('announced, planned');
    expect(output).toContain('No weights yet.');
    expect(output).toMatch(/^An article +“R2 is planned” +https:\/\/example\.com\/$/m);
    expect(output).toContain('Nothing was told of it.');
  });

  it('lines up Chinese names by the columns that they take', async () => {
    const lines = await linesOf('labs');
    const partOf = lines[0]?.indexOf('part of') ?? -1;
    const qwen = lines.find((line) => line.startsWith('qwen')) ?? '';
    expect(columnsOf(qwen.slice(0, qwen.indexOf('alibaba')))).toBe(partOf);
    expect(lines).toContainEqual(expect.stringMatching(/^zhipu +Zhipu AI 智谱 /));
    expect(lines).toContainEqual(expect.stringMatching(/^kling .* not watched: It has no public weights$/));
  });

  it('keeps upstream text to its place in a table', async () => {
    const commands = [
      ['releases', '--all-kinds'],
      ['events', '--baseline'],
      ['alerts'],
      ['release', 'zai-org/GLM-4.5'],
    ];
    for (const args of [...commands, ['sources', 'check', 'hf-zhipu']]) {
      const { output } = await place.run(...args);
      expect(output).not.toMatch(/[\p{Cc}--\n]/v);
      expect(output.split('\n')).not.toContainEqual(expect.stringMatching(/^forged/));
    }
    expect((await place.run('events')).output).toContain('zai-org/ChatGLM-9 forged line-6b');
  });

  it('says of each alert where it went, and how to try again what went nowhere', async () => {
    const { output } = await place.run('alerts');
    expect(output).toMatch(/release\.new +Zhipu AI released GLM-4\.5/);
    expect(output).toMatch(/1 attempt .* answered 400: no thanks +modelwatch alerts retry msg_/);
  });

  it('says how sources do', async () => {
    const lines = await linesOf('sources');
    expect(lines[0]).toBe('huggingface-org: 2 ok');
    expect(lines[1]).toMatch(/^source +lab +shows +last good look +next look +state$/);
    expect(lines[2]).toMatch(/^hf-zhipu +zhipu +21 repos +now +in \d+ (minute|second)s? +ok, changed$/);
    expect(lines.at(-1)).toBe('2 sources: 2 ok.');
  });

  it('says what a source yields', async () => {
    const lines = await linesOf('sources', 'check', 'hf-zhipu');
    expect(lines[0]).toMatch(/^hf-zhipu shows 21 repos \(1 request, \d+ ms\)\. Nothing was stored\.$/);
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^2025-07-20 +zai-org\/GLM-4\.5-Air-FP8 +GLM-4\.5 +GLM-4\.5-Air +llm +chat +fp8$/,
      ),
    );
  });

  it('says which release was meant', async () => {
    await expect(place.run('release', 'GLM-4.6')).rejects.toThrow('Did you mean "GLM-4.5"?');
    await expect(place.run('releases', '--lab', 'zhipo')).rejects.toThrow('Did you mean "zhipu"?');
    await expect(place.run('releases', '--lab', 'DeepSeek AI')).rejects.toThrow('Did you mean "deepseek"?');
    await expect(place.run('sources', 'check', 'hf-quen')).rejects.toThrow('Did you mean "hf-qwen"?');
    await expect(place.run('alerts', 'test', 'god')).rejects.toThrow('Did you mean "good"?');
    await expect(place.run('config', 'schema', 'lab')).rejects.toThrow('Did you mean "labs"?');
  });

  it('refuses what is no date and no number', async () => {
    await expect(place.run('releases', '--since', 'yesterday')).rejects.toThrow('"yesterday" is no date');
    await expect(place.run('alerts', '--since', '2025-02-30')).rejects.toThrow('is no date');
    await expect(place.run('events', '--after', '-1')).rejects.toThrow('--after takes a whole number');
    await expect(place.run('releases', '--limit', '1.5')).rejects.toThrow('--limit takes a whole number');
  });
});

describe('before the first look', () => {
  it('says what to do next', async () => {
    await using fresh = await makeWorkplace();
    const labs = await fresh.run('labs');
    expect(labs.code).toBe(0);
    expect(labs.output).toContain('run "modelwatch refresh"');
    const sources = await fresh.run('sources');
    expect(sources.output).toContain('never looked at');
    expect(sources.output).toContain('run "modelwatch refresh"');
    expect(await fresh.runJson('sources')).toMatchObject([
      { state: 'never', failures: 0 },
      { state: 'never' },
    ]);
    for (const args of [['releases'], ['release', 'x'], ['events'], ['alerts'], ['alerts', 'retry', 'x']]) {
      await expect(fresh.run(...args)).rejects.toMatchObject({ code: 'store-absent' });
    }
    const doctor = await fresh.run('doctor');
    expect(doctor.code).toBe(0);
    expect(doctor.output).toMatch(/warn +database +(?:there is none in |.* is empty)/);
  });
});
