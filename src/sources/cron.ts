import { CronExpressionParser } from 'cron-parser';
import { z } from 'zod';

/**
 * Five fields, as in `*\/2 * * * *`. Seconds, `@daily` and `H` are understood by the parser but not by everybody who
 * reads a configuration, so they are refused.
 */
const fiveFields = /^[0-9*]\S*(?: +[0-9*A-Za-z]\S*){4}$/;

/** When a source is looked at: minute, hour, day of the month, month, day of the week; in UTC. */
export const cronSchema = z
  .string()
  .superRefine((expression, context) => {
    const problem = explainCron(expression);
    if (problem !== null) context.addIssue({ code: 'custom', message: problem });
  })
  .describe(
    'Cron expression with five fields (minute, hour, day, month, weekday), UTC. Quote it: "*/2 * * * *"',
  );

function explainCron(expression: string): string | null {
  if (!fiveFields.test(expression.trim())) {
    return `Not a cron expression: "${expression}". It takes five fields (minute hour day month weekday), as "*/2 * * * *"`;
  }
  try {
    CronExpressionParser.parse(expression.trim(), { tz: 'UTC' }).next();
    return null;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return `Not a cron expression: "${expression}" (${reason})`;
  }
}
