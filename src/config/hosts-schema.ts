import { z } from 'zod';
import type { HostLimits } from '../domain/host-limits.ts';
import { durationSchema } from './duration.ts';
import { proxyAddress } from './proxy.ts';

const hostName = /^(?:\*\.)?[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_])?$|^\[[0-9a-f:.]+\]$/i;

const hostLimitsSchema = z.strictObject({
  group: z.exactOptional(
    z
      .string()
      .min(1)
      .describe(
        'Hosts of one group share spacing and connections; each entry is a group of its own unless told',
      ),
  ),
  spacing: z.exactOptional(
    durationSchema.describe('From the start of one request to the start of the next, as 3s; 0s unless told'),
  ),
  connections: z.exactOptional(
    z
      .number()
      .int({ error: 'Not a number of connections: write 1 to 100' })
      .refine((count) => count >= 1 && count <= 100, {
        error: 'Not a number of connections: write 1 to 100',
      })
      .describe('Requests under way at the same time; 6 unless told'),
  ),
}) satisfies z.ZodType<Partial<HostLimits>>;

/** `hosts:` in sources.yaml, by host name (`example.org`, `*.example.org`), which is read in small letters. */
export const hostsSchema = z
  .record(z.string(), hostLimitsSchema)
  .superRefine((hosts, context) => {
    for (const host of Object.keys(hosts)) {
      if (hostName.test(host)) continue;
      const message =
        'Not a host: write it as example.org or "*.example.org", without protocol, port and path';
      context.addIssue({ code: 'custom', path: [host], message });
    }
  })
  .transform((hosts) =>
    Object.fromEntries(Object.entries(hosts).map(([host, limits]) => [host.toLowerCase(), limits])),
  );

const rule = 'Not the address of a proxy: write it as http://proxy.example.org:3128, or "none"';

/** `proxy:` in sources.yaml; null where it says `none`. */
export const proxySchema = z
  .string({ error: rule })
  .refine((text) => text === 'none' || proxyAddress(text) !== null, { error: rule })
  .transform((text) => (text === 'none' ? null : proxyAddress(text)));
