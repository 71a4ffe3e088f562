import { expect, test } from 'vitest';
import { cronSchema } from '../../src/sources/cron.ts';

test.each(['*/2 * * * *', '0 0 29 2 *', '1,2-5 */3 * JAN MON', '5  4 * * *', ' 0 9 * * 1-5 '])(
  '%j is read',
  (text) => {
    expect(cronSchema.safeParse(text).success).toBe(true);
  },
);

test.each([
  '',
  '* * * *',
  '* * * * * *',
  '@daily',
  'H * * * *',
  'every day',
  '61 * * * *',
  '*/0 * * * *',
  '0 0 30 2 *',
])('%j is refused', (text) => {
  expect(cronSchema.safeParse(text).error?.issues[0]?.message).toMatch(/^Not a cron expression: /);
});
