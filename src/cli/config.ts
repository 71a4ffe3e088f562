import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listed } from '../alerts/lists.ts';
import { counted } from '../alerts/numbers.ts';
import type { Configuration } from '../config/configuration.ts';
import type { Environment } from '../config/environment.ts';
import { configurationSchemas, schemaText } from '../config/json-schema.ts';
import { suggest } from '../domain/nearest.ts';
import { UsageError } from '../errors.ts';
import type { CommandContext, ExitCode } from './context.ts';
import { styled } from './table.ts';

/** Says whether the configuration can be used. Throws UsageError with every problem where it cannot. */
export async function checkConfiguration(context: CommandContext): Promise<ExitCode> {
  const configuration = await context.configuration();
  context.print(`The configuration is good: ${contents(configuration)}.`);
  for (const warning of warningsOf(configuration, context.environment)) {
    context.print(`${styled('warning:', 'yellow', context.terminal.color)} ${warning}`);
  }
  return 0;
}

/** `63 labs, 60 sources, 1 channel, 1 rule`. */
export function contents({ labs, sources, channels, rules, planned }: Configuration): string {
  return [
    counted(labs.length, 'lab'),
    counted(sources.length, 'source'),
    counted(channels.length, 'channel'),
    counted(rules.length, 'rule'),
    ...(planned.length > 0 ? [counted(planned.length, 'planned release')] : []),
  ].join(', ');
}

const NAMED = 8;

/** What can be used, and is probably not meant. */
export function warningsOf(configuration: Configuration, environment: Environment): string[] {
  const { labs, sources, channels, rules } = configuration;
  const used = new Set(rules.flatMap((rule) => rule.to));
  const idle = channels.filter((channel) => !used.has(channel.id)).map((channel) => channel.id);
  const polled = new Set(
    sources.flatMap((source) => (source.kind === 'huggingface-org' ? [source.org.toLowerCase()] : [])),
  );
  const forgotten = labs
    .filter((lab) => lab.unwatched === undefined)
    .flatMap((lab) => lab.organizations.huggingface)
    .filter((organization) => !polled.has(organization.toLowerCase()));
  return [
    ...(environment.contact === null
      ? ['MODELWATCH_CONTACT is not set: upstreams cannot tell you when something of yours troubles them']
      : []),
    ...(sources.length === 0 ? ['sources.yaml names no source: nothing is looked at'] : []),
    ...(rules.length === 0 ? ['alerts.yaml names no rule: nobody is told of anything'] : []),
    ...(idle.length > 0 ? [`no rule sends anything to ${listed(idle, NAMED)}`] : []),
    ...(forgotten.length > 0
      ? [`labs.yaml names organizations that no source looks at: ${listed(forgotten, NAMED)}`]
      : []),
  ];
}

/** Prints the JSON Schema of one file or of all, or writes them beside the configuration. */
export async function printSchema(
  context: CommandContext,
  name: string | undefined,
  options: { readonly write?: boolean },
): Promise<ExitCode> {
  const schemas = configurationSchemas();
  if (name !== undefined && !Object.hasOwn(schemas, name)) {
    throw new UsageError(
      'schema',
      `there is no schema "${name}"${suggest(name, Object.keys(schemas), 'Known schemas')}`,
    );
  }
  const chosen = Object.entries(schemas).filter(([key]) => name === undefined || key === name);
  if (options.write === true) return await writeSchemas(context, chosen);
  context.printJson(name === undefined ? schemas : schemas[name]);
  return 0;
}

async function writeSchemas(
  context: CommandContext,
  schemas: readonly (readonly [string, object])[],
): Promise<ExitCode> {
  const folder = join(context.configFolder, 'schema');
  try {
    await mkdir(folder, { recursive: true });
    for (const [name, schema] of schemas) {
      await writeFile(join(folder, `${name}.schema.json`), schemaText(schema));
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown reason';
    throw new UsageError('schema-folder', `the schemas cannot be written to ${folder} (${code})`);
  }
  context.print(`Wrote ${counted(schemas.length, 'schema')} to ${folder}.`);
  return 0;
}
