import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ChannelConfig } from '../alerts/channel-config.ts';
import type { Rule } from '../alerts/rule.ts';
import type { Template } from '../alerts/template.ts';
import type { HostTable } from '../domain/host-limits.ts';
import type { Lab } from '../domain/lab.ts';
import { SETTLING_MS } from '../domain/milestones.ts';
import { UsageError } from '../errors.ts';
import type { SourceConfig } from '../sources/source-config.ts';
import { type BaselineArticle, baselineFileSchema } from './baseline-schema.ts';
import type { Environment } from './environment.ts';
import { alertsFileSchema, labsFileSchema, plannedFileSchema, sourcesFileSchema } from './files.ts';
import { checkOverrides } from './overrides-references.ts';
import { overridesFileSchema, type Pin, withDecisions } from './overrides-schema.ts';
import type { PlannedRelease } from './planned-schema.ts';
import { type Problem, problemLines } from './problem.ts';
import { type ProxyAddresses, proxyInForce } from './proxy.ts';
import { checkReferences } from './references.ts';
import { collectSecrets, secretsOfAddress, secretsOfProxies } from './secrets.ts';
import { substituteVariables } from './substitution.ts';
import { validate } from './validation.ts';
import { type WebSettings, webFileSchema, webSettings } from './web-schema.ts';
import { readYamlFile, type YamlFile } from './yaml-file.ts';

export type { ChannelConfig } from '../alerts/channel-config.ts';
export type { Rule } from '../alerts/rule.ts';
export type { SourceConfig } from '../sources/source-config.ts';
export type { BaselineArticle } from './baseline-schema.ts';
export type { PlannedRelease } from './planned-schema.ts';
export type { WebSettings } from './web-schema.ts';

/** What the configuration folder says, checked as a whole. */
export interface Configuration {
  readonly folder: string;
  readonly labs: readonly Lab[];
  readonly sources: readonly SourceConfig[];
  /** How hosts may be asked, by name or `*.name`. */
  readonly hosts: HostTable;
  /** Of sources.yaml or the environment. */
  readonly proxies: ProxyAddresses;
  readonly channels: readonly ChannelConfig[];
  readonly rules: readonly Rule[];
  /** The operator's own words for alerts. */
  readonly templates: readonly Template[];
  /** How long a release waits for its further repos before they are told of. */
  readonly settling: { readonly ms: number };
  /** `organization/repo`, as spelled in overrides.yaml. */
  readonly hiddenRepos: readonly string[];
  /** Values that an operator holds to be true. */
  readonly pins: readonly Pin[];
  readonly planned: readonly PlannedRelease[];
  /** What documents say, by their numbers. */
  readonly baseline: readonly BaselineArticle[];
  /** How the page, the API and the feeds are served. */
  readonly web: WebSettings;
  /** Values that must not appear in logs, errors or output; longest first. */
  readonly secrets: readonly string[];
}

/** Reads the folder. Throws UsageError with one line for every problem in any of the files. */
export async function loadConfiguration(folder: string, environment: Environment): Promise<Configuration> {
  await requireFolder(folder);
  const problems: Problem[] = [];
  const labsFile = await readYamlFile(folder, 'labs.yaml', problems);
  const sourcesFile = await readYamlFile(folder, 'sources.yaml', problems);
  const alertsFile = await readYamlFile(folder, 'alerts.yaml', problems);
  const overridesFile = await readYamlFile(folder, 'overrides.yaml', problems, true);
  const webFile = await readYamlFile(folder, 'web.yaml', problems, true);
  const plannedFile = await readYamlFile(folder, 'baseline/planned.yaml', problems, true);

  const baselineFiles = await readBaseline(folder, problems);

  const { values, unresolved } = substituteVariables(alertsFile, environment.variables, problems);
  const labs = validate(labsFile, labsFileSchema, problems);
  const sources = validate(sourcesFile, sourcesFileSchema, problems);
  const alerts = validate(alertsFile, alertsFileSchema, problems, unresolved);
  const overrides = validate(overridesFile, overridesFileSchema, problems);
  const web = validate(webFile, webFileSchema, problems);
  const planned = validate(plannedFile, plannedFileSchema, problems);
  const baseline = baselineFiles.map((file) => validate(file, baselineFileSchema, problems));
  checkReferences({ labs, sources, alerts, planned, baseline, overrides }, problems);
  checkOverrides(overrides, labs?.value?.labs ?? [], problems);

  const channels = alerts?.value?.channels ?? [];
  const proxies = proxyInForce(sources?.value?.proxy, environment.proxies);
  const secrets = collectSecrets(channels, [
    environment.hfToken,
    ...secretsOfProxies([proxies, environment.proxies]),
    ...secretsOfAddress(environment.redisUrl),
    ...secretsOfAddress(environment.databaseUrl),
    environment.watchdogUrl,
    ...values,
  ]);
  if (problems.length > 0) throw unusable(problemLines(problems, secrets));
  return {
    folder,
    labs: withDecisions(labs?.value?.labs ?? [], overrides?.value ?? {}),
    sources: sources?.value?.sources ?? [],
    hosts: sources?.value?.hosts ?? {},
    proxies,
    channels,
    rules: alerts?.value?.rules ?? [],
    templates: alerts?.value?.templates ?? [],
    settling: { ms: alerts?.value?.settling ?? SETTLING_MS },
    hiddenRepos: overrides?.value?.hidden_repos ?? [],
    pins: overrides?.value?.pin ?? [],
    planned: planned?.value?.releases ?? [],
    baseline: baseline.flatMap((file) => file?.value ?? []).sort((left, right) => left.number - right.number),
    web: webSettings(web?.value ?? {}),
    secrets,
  };
}

/** The files of baseline/, the plans apart. The folder may be absent. */
async function readBaseline(folder: string, problems: Problem[]): Promise<YamlFile[]> {
  const names = await readdir(join(folder, 'baseline')).catch(() => []);
  const files: YamlFile[] = [];
  for (const name of names.filter((one) => one.endsWith('.yaml') && one !== 'planned.yaml').sort()) {
    const file = await readYamlFile(folder, `baseline/${name}`, problems);
    if (file !== null) files.push(file);
  }
  return files;
}

async function requireFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => null);
  if (found?.isDirectory()) return;
  throw unusable([
    `${folder}: There is no such folder; it has to hold labs.yaml, sources.yaml and alerts.yaml`,
  ]);
}

function unusable(problems: readonly string[]): UsageError {
  return new UsageError('configuration', 'the configuration cannot be used', problems);
}
