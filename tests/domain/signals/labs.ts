import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { labSchema } from '../../../src/config/lab-schema.ts';
import type { Lab } from '../../../src/domain/lab.ts';

/** The labs that ship. */
export function shippedLabs(): Lab[] {
  const text = readFileSync(new URL('../../../config/labs.yaml', import.meta.url), 'utf8');
  return z.object({ labs: z.array(labSchema) }).parse(parse(text)).labs;
}
