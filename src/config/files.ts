import { z } from 'zod';
import { channelConfigSchema } from '../alerts/channel-config.ts';
import { ruleSchema } from '../alerts/rule.ts';
import { templateSchema } from '../alerts/template.ts';
import { sourceConfigSchema } from '../sources/source-config.ts';
import { durationSchema } from './duration.ts';
import { hostsSchema, proxySchema } from './hosts-schema.ts';
import { labSchema } from './lab-schema.ts';
import { plannedReleaseSchema } from './planned-schema.ts';

/** What each file of the configuration may hold. */
export const labsFileSchema = z.strictObject({ labs: z.array(labSchema) });

export const sourcesFileSchema = z.strictObject({
  sources: z.array(sourceConfigSchema),
  proxy: z.exactOptional(
    proxySchema.describe(
      'HTTP proxy for everything, as http://proxy.example.org:3128, or "none"; wins over HTTPS_PROXY and HTTP_PROXY',
    ),
  ),
  hosts: z.exactOptional(
    hostsSchema.describe('How hosts may be asked, by name or *.name; overrides what is known of them'),
  ),
});

export const alertsFileSchema = z.strictObject({
  settling: z.exactOptional(
    durationSchema.describe(
      'How long a release waits for its further repos before they are told of; 6h unless told',
    ),
  ),
  channels: z.exactOptional(z.array(channelConfigSchema)),
  rules: z.exactOptional(z.array(ruleSchema)),
  templates: z.exactOptional(z.array(templateSchema).describe('Own words in the place of ours')),
});

export const plannedFileSchema = z.strictObject({ releases: z.array(plannedReleaseSchema) });
