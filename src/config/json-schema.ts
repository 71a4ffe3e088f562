import { z } from 'zod';
import { webhookBodySchema } from '../alerts/webhook/body-schema.ts';
import { baselineFileSchema } from './baseline-schema.ts';
import { alertsFileSchema, labsFileSchema, plannedFileSchema, sourcesFileSchema } from './files.ts';
import { overridesFileSchema } from './overrides-schema.ts';
import { webFileSchema } from './web-schema.ts';

/**
 * JSON Schema of each file of the configuration, and of what a webhook receives, by the name under which
 * `config/schema/NAME.schema.json` holds it.
 */
export function configurationSchemas(): Record<string, object> {
  return {
    labs: jsonSchema(labsFileSchema, 'modelwatch: labs.yaml'),
    sources: jsonSchema(sourcesFileSchema, 'modelwatch: sources.yaml'),
    alerts: jsonSchema(alertsFileSchema, 'modelwatch: alerts.yaml'),
    overrides: jsonSchema(overridesFileSchema, 'modelwatch: overrides.yaml'),
    web: jsonSchema(webFileSchema, 'modelwatch: web.yaml'),
    planned: jsonSchema(plannedFileSchema, 'modelwatch: baseline/planned.yaml'),
    baseline: jsonSchema(baselineFileSchema, 'modelwatch: baseline/NN-name.yaml'),
    'webhook-body': webhookBodySchema(),
  };
}

/** A schema as its file holds it. */
export function schemaText(schema: object): string {
  return `${JSON.stringify(schema, null, 2)}\n`;
}

function jsonSchema(schema: z.ZodType, title: string): object {
  // draft-07 is what the editors' YAML language server reads best.
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', target: 'draft-7' });
  return { $schema, title, ...rest };
}
