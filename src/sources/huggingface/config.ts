import { z } from 'zod';
import { identifierPattern, identifierRule } from '../../domain/identifier.ts';
import { cronSchema } from '../cron.ts';

/** Namespaces of the Hub: letters, digits, `-`, `_`, `.`; the name becomes part of an address. */
const organizationPattern = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,94}[A-Za-z0-9])?$/;

export const hubOrganizationSchema = z
  .string()
  .regex(organizationPattern, {
    error:
      'Not the name of an organization: write the name alone, as deepseek-ai, without an address or a repo',
  })
  .describe('Organization as it stands in the address, as deepseek-ai');

/** One organization on the Hugging Face Hub, all of whose model repos are listed at every look. */
export const huggingfaceOrgSchema = z.strictObject({
  id: z.string().regex(identifierPattern, { error: identifierRule }),
  kind: z.literal('huggingface-org'),
  lab: z.string().describe('Id of a lab in labs.yaml'),
  org: hubOrganizationSchema,
  every: z.exactOptional(cronSchema),
});

export type HuggingfaceOrgConfig = z.infer<typeof huggingfaceOrgSchema>;
