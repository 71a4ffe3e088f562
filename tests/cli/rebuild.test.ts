import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeUsedWorkplace, type Workplace } from './workplace.ts';

let place: Workplace;
beforeAll(async () => {
  place = await makeUsedWorkplace();
});
afterAll(() => place[Symbol.asyncDispose]());

it('shows that nothing would change, and changes nothing', async () => {
  expect(await place.runJson('rebuild', '--dry-run')).toMatchObject({ opened: [], gone: [], moved: [] });
  const { code, output } = await place.run('rebuild');
  expect(code).toBe(0);
  expect(output).toMatch(/^Changed nothing \(\d+ events, \d+ releases, [\d.]+ s\)\. Nobody is told of it\.$/);
});
