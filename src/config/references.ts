import { ruleSchema } from '../alerts/rule.ts';
import type { Lab } from '../domain/lab.ts';
import { locatorOf, type SourceConfig, sourceConfigSchema } from '../sources/source-config.ts';
import { labSchema } from './lab-schema.ts';
import { suggest } from './nearest.ts';
import { plannedReleaseSchema } from './planned-schema.ts';
import { type Problem, placeText } from './problem.ts';
import { type Entry, entriesOf, idsOf, type Validated } from './validation.ts';
import type { Path } from './yaml-file.ts';
import { placeOf } from './yaml-place.ts';

type File = Validated<unknown> | null;

export interface Files {
  readonly labs: File;
  readonly sources: File;
  readonly alerts: File;
  readonly planned: File;
}

/** Checks what one file cannot know by itself: that ids are unique, and that what is referred to exists. */
export function checkReferences(files: Files, problems: Problem[]): void {
  const labs = entriesOf(files.labs, 'labs', labSchema);
  const sources = entriesOf(files.sources, 'sources', sourceConfigSchema);
  checkUnique(idsOf(files.labs, 'labs'), 'id', problems);
  checkUnique(idsOf(files.sources, 'sources'), 'id', problems);
  checkUnique(idsOf(files.alerts, 'channels'), 'id', problems);
  checkUnique(idsOf(files.alerts, 'rules'), 'id', problems);
  // Without labs.yaml every lab would look unknown.
  const labIds = files.labs === null ? null : idsOf(files.labs, 'labs').map((entry) => entry.value);
  checkParents(labs, labIds, problems);
  checkOrganizations(labs, problems);
  checkSources(sources, labs, labIds, problems);
  checkRules(files.alerts, labIds, problems);
  for (const planned of entriesOf(files.planned, 'releases', plannedReleaseSchema)) {
    checkKnown(part(planned, ['lab'], planned.value.lab), 'lab', labIds, problems);
  }
}

function part<T>(entry: Entry<unknown>, path: Path, value: T): Entry<T> {
  return { value, file: entry.file, path: [...entry.path, ...path] };
}

function report(entry: Entry<unknown>, message: string, problems: Problem[]): void {
  problems.push({ ...placeOf(entry.file, entry.path), message });
}

/** Names are compared without regard to case, since upstreams do so. */
function checkUnique(entries: readonly Entry<string>[], what: string, problems: Problem[]): void {
  const seen = new Map<string, Entry<string>>();
  for (const entry of entries) {
    const first = seen.get(entry.value.toLowerCase());
    if (first === undefined) seen.set(entry.value.toLowerCase(), entry);
    else
      report(
        entry,
        `Duplicate ${what} "${entry.value}"; it also stands at ${placeText(placeOf(first.file, first.path))}`,
        problems,
      );
  }
}

function checkKnown(
  entry: Entry<string>,
  what: string,
  known: readonly string[] | null,
  problems: Problem[],
): void {
  if (known === null || known.includes(entry.value)) return;
  report(
    entry,
    `Unknown ${what} "${entry.value}".${suggest(entry.value, known, `Known ${what}s`)}`,
    problems,
  );
}

function checkParents(labs: readonly Entry<Lab>[], ids: readonly string[] | null, problems: Problem[]): void {
  const parents = new Map(labs.map((lab) => [lab.value.id, lab.value.parent]));
  for (const lab of labs) {
    const { id, parent } = lab.value;
    if (parent === undefined) continue;
    const entry = part(lab, ['parent'], parent);
    checkKnown(entry, 'lab', ids, problems);
    if (parent === id) report(entry, 'A lab cannot belong to itself', problems);
    // Rules match a lab or its parent, no further.
    else if (parents.get(parent) !== undefined) {
      report(entry, `"${parent}" belongs to "${parents.get(parent)}" itself; name that one`, problems);
    }
  }
}

const platforms = ['huggingface', 'modelscope', 'github'] as const;

function checkOrganizations(labs: readonly Entry<Lab>[], problems: Problem[]): void {
  for (const platform of platforms) {
    const organizations = labs.flatMap((lab) =>
      lab.value.organizations[platform].map((name, index) =>
        part(lab, ['organizations', platform, index], name),
      ),
    );
    checkUnique(organizations, 'organization', problems);
  }
}

function checkSources(
  sources: readonly Entry<SourceConfig>[],
  labs: readonly Entry<Lab>[],
  ids: readonly string[] | null,
  problems: Problem[],
): void {
  const locators = new Map<string, Entry<SourceConfig>>();
  for (const source of sources) {
    const { lab: labId, org } = source.value;
    checkKnown(part(source, ['lab'], labId), 'lab', ids, problems);
    const first = locators.get(locatorOf(source.value));
    if (first === undefined) locators.set(locatorOf(source.value), source);
    else report(part(source, ['org'], org), `"${org}" is already watched by "${first.value.id}"`, problems);
    const owner = ownerOf(org, labs);
    if (owner !== null && owner !== labId) {
      report(
        part(source, ['lab'], labId),
        `"${org}" belongs to lab "${owner}" in labs.yaml, not to "${labId}"`,
        problems,
      );
    }
    if (labs.some((lab) => lab.value.id === labId && lab.value.unwatched !== undefined)) {
      report(
        part(source, ['lab'], labId),
        `Lab "${labId}" says "watch: none" in labs.yaml; remove that line`,
        problems,
      );
    }
  }
}

function ownerOf(organization: string, labs: readonly Entry<Lab>[]): string | null {
  const name = organization.toLowerCase();
  const owner = labs.find((lab) =>
    lab.value.organizations.huggingface.some((org) => org.toLowerCase() === name),
  );
  return owner?.value.id ?? null;
}

function checkRules(alerts: File, labIds: readonly string[] | null, problems: Problem[]): void {
  const channelIds = idsOf(alerts, 'channels').map((entry) => entry.value);
  for (const rule of entriesOf(alerts, 'rules', ruleSchema)) {
    rule.value.to.forEach((channel, index) => {
      checkKnown(part(rule, ['to', index], channel), 'channel', channelIds, problems);
    });
    rule.value.where?.lab?.forEach((lab, index) => {
      checkKnown(part(rule, ['where', 'lab', index], lab), 'lab', labIds, problems);
    });
  }
}
