import { z } from 'zod';

const units = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

const rule = 'Not a time span: write a number and a unit (s, m, h, d), as 6h or 30m';

/** A time span as `90s`, `30m`, `6h`, `2d`; read as milliseconds. */
export const durationSchema = z
  .string({ error: rule })
  .regex(/^\d{1,6}[smhd]$/, { error: rule })
  .transform(milliseconds);

function milliseconds(text: string): number {
  return Number(text.slice(0, -1)) * units[text.slice(-1) as keyof typeof units];
}
