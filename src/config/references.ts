import { z } from 'zod';
import { placeholdersIn } from '../alerts/template.ts';
import { isTemplateField, templateFieldNames } from '../alerts/template-fields.ts';
import type { Lab } from '../domain/lab.ts';
import { suggest } from '../domain/nearest.ts';
import { locatorOf, placeInWords, type SourceConfig, sourceConfigSchema } from '../sources/source-config.ts';
import { labSchema } from './lab-schema.ts';
import { overrideEntries } from './overrides-references.ts';
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
  readonly baseline: readonly File[];
  readonly overrides: File;
}

// What refers to something else, and no more: an entry that is faulty elsewhere is looked at all the same.
const referringToLab = z.object({ lab: z.string() });
const numbered = z.object({ article: z.object({ number: z.number() }) });
const names = z.array(z.string()).catch([]);
const ruleReferences = z.object({
  to: names,
  where: z.object({ lab: names, source: names }).catch({ lab: [], source: [] }),
});
const labReferences = z.object({ id: z.string(), parent: z.string().optional().catch(undefined) });
const labOrganizations = z.object({
  organizations: z.object({ huggingface: names, modelscope: names, github: names }),
});

/** Checks what one file cannot know by itself: that ids are unique, and that what is referred to exists. */
export function checkReferences(files: Files, problems: Problem[]): void {
  checkUnique(idsOf(files.labs, 'labs'), 'id', problems);
  checkUnique(idsOf(files.sources, 'sources'), 'id', problems);
  checkUnique(idsOf(files.alerts, 'channels'), 'id', problems);
  checkUnique(idsOf(files.alerts, 'rules'), 'id', problems);
  const labIds = knownIds(files.labs, 'labs');
  checkParents(files.labs, labIds, problems);
  checkOrganizations(files.labs, problems);
  checkRules(files.alerts, labIds, knownIds(files.sources, 'sources'), problems);
  checkTemplates(files.alerts, problems);
  const referring = [
    ...entriesOf(files.sources, 'sources', referringToLab),
    ...entriesOf(files.planned, 'releases', referringToLab),
    ...overrideEntries(files.overrides),
    ...files.baseline.flatMap((file) => entriesOf(file, 'subjects', referringToLab)),
  ];
  for (const entry of referring) checkKnown(part(entry, ['lab'], entry.value.lab), 'lab', labIds, problems);
  checkArticles(files.baseline, problems);
  const sources = entriesOf(files.sources, 'sources', sourceConfigSchema);
  checkLocators(sources, problems);
  checkLabsOfSources(sources, entriesOf(files.labs, 'labs', labSchema), problems);
}

/** Claims are kept by the number of their article. */
function checkArticles(files: readonly File[], problems: Problem[]): void {
  const seen = new Map<number, string>();
  for (const file of files) {
    const number = numbered.safeParse(file?.raw).data?.article.number;
    if (file === null || number === undefined) continue;
    const first = seen.get(number);
    if (first === undefined) seen.set(number, file.file.name);
    else {
      const place = placeOf(file.file, ['article', 'number']);
      problems.push({ ...place, message: `Article ${number} is ${first} already` });
    }
  }
}

/** Null where the list is missing: everything would look unknown. */
function knownIds(file: File, key: string): string[] | null {
  const ids = [...new Set(idsOf(file, key).map((entry) => entry.value))];
  return ids.length === 0 && (file === null || file.value === null) ? null : ids;
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
    const name = entry.value.toLowerCase();
    const first = seen.get(name);
    if (first === undefined) {
      seen.set(name, entry);
      continue;
    }
    const place = placeText(placeOf(first.file, first.path));
    report(entry, `Duplicate ${what} "${entry.value}"; it also stands at ${place}`, problems);
  }
}

function checkKnown(
  entry: Entry<string>,
  what: 'lab' | 'channel' | 'source',
  known: readonly string[] | null,
  problems: Problem[],
): void {
  if (known === null || known.includes(entry.value)) return;
  const list = what === 'channel' ? '' : `. ${what}s.yaml lists them`;
  const hint = suggest(entry.value, known, `Known ${what}s`) || list;
  report(entry, `Unknown ${what} "${entry.value}"${hint}`, problems);
}

function checkParents(file: File, ids: readonly string[] | null, problems: Problem[]): void {
  const labs = entriesOf(file, 'labs', labReferences);
  const parents = new Map(labs.map((lab) => [lab.value.id, lab.value.parent]));
  for (const lab of labs) {
    const { id, parent } = lab.value;
    if (parent === undefined) continue;
    const entry = part(lab, ['parent'], parent);
    checkKnown(entry, 'lab', ids, problems);
    const grandparent = parents.get(parent);
    if (parent === id) report(entry, 'A lab cannot belong to itself', problems);
    // Rules match a lab or its parent, no further.
    else if (grandparent !== undefined) {
      report(entry, `"${parent}" belongs to "${grandparent}" itself; name that one`, problems);
    }
  }
}

function checkOrganizations(file: File, problems: Problem[]): void {
  const labs = entriesOf(file, 'labs', labOrganizations);
  for (const platform of ['huggingface', 'modelscope', 'github'] as const) {
    const organizations = labs.flatMap((lab) =>
      lab.value.organizations[platform].map((name, index) =>
        part(lab, ['organizations', platform, index], name),
      ),
    );
    checkUnique(organizations, 'organization', problems);
  }
}

function checkRules(
  alerts: File,
  labIds: readonly string[] | null,
  sourceIds: readonly string[] | null,
  problems: Problem[],
): void {
  const channelIds = knownIds(alerts, 'channels');
  for (const rule of entriesOf(alerts, 'rules', ruleReferences)) {
    rule.value.to.forEach((channel, index) => {
      checkKnown(part(rule, ['to', index], channel), 'channel', channelIds, problems);
    });
    rule.value.where.lab.forEach((lab, index) => {
      checkKnown(part(rule, ['where', 'lab', index], lab), 'lab', labIds, problems);
    });
    rule.value.where.source.forEach((source, index) => {
      checkKnown(part(rule, ['where', 'source', index], source), 'source', sourceIds, problems);
    });
  }
}

const templateReferences = z.object({ to: names, title: z.string().catch(''), lines: names });

function checkTemplates(alerts: File, problems: Problem[]): void {
  const channelIds = knownIds(alerts, 'channels');
  for (const template of entriesOf(alerts, 'templates', templateReferences)) {
    const { to, title, lines } = template.value;
    to.forEach((channel, index) => {
      checkKnown(part(template, ['to', index], channel), 'channel', channelIds, problems);
    });
    checkPlaceholders(part(template, ['title'], title), problems);
    lines.forEach((line, index) => {
      checkPlaceholders(part(template, ['lines', index], line), problems);
    });
  }
}

function checkPlaceholders(entry: Entry<string>, problems: Problem[]): void {
  const { names: used, broken } = placeholdersIn(entry.value);
  if (broken) report(entry, 'A "{{" or "}}" is left alone: a placeholder is {{release.name}}', problems);
  for (const name of used.filter((one) => !isTemplateField(one))) {
    const hint = suggest(name, templateFieldNames, '') || '. docs/operations.md lists them';
    report(entry, `Unknown placeholder "{{${name}}}"${hint}`, problems);
  }
}

/** Under which key an entry names its place. */
const PLACE_KEY = {
  'huggingface-org': 'org',
  'wikipedia-page': 'title',
  feed: 'url',
  'web-page': 'url',
  'json-api': 'url',
} as const satisfies Record<SourceConfig['kind'], string>;

/** Two sources of one place would share their state. */
function checkLocators(sources: readonly Entry<SourceConfig>[], problems: Problem[]): void {
  const seen = new Map<string, string>();
  for (const source of sources) {
    const { id, kind } = source.value;
    const first = seen.get(locatorOf(source.value));
    if (first === undefined) seen.set(locatorOf(source.value), id);
    else {
      const place = placeInWords(source.value);
      report(part(source, [PLACE_KEY[kind]], place), `"${place}" is already watched by "${first}"`, problems);
    }
  }
}

/** A source must not say otherwise than labs.yaml whose organization it is, or that it is watched at all. */
function checkLabsOfSources(
  sources: readonly Entry<SourceConfig>[],
  labs: readonly Entry<Lab>[],
  problems: Problem[],
): void {
  for (const source of sources) {
    const { lab: id, kind } = source.value;
    if (id === undefined) continue;
    const entry = part(source, ['lab'], id);
    if (kind === 'huggingface-org') checkOwner(entry, source.value.org, labs, problems);
    if (
      kind === 'huggingface-org' &&
      labs.some(({ value }) => value.id === id && value.unwatched !== undefined)
    ) {
      report(entry, `Lab "${id}" says "watch: none" in labs.yaml; remove that line`, problems);
    }
  }
}

function checkOwner(
  entry: Entry<string>,
  org: string,
  labs: readonly Entry<Lab>[],
  problems: Problem[],
): void {
  const owner = labs.find(({ value }) =>
    value.organizations.huggingface.some((name) => name.toLowerCase() === org.toLowerCase()),
  );
  if (owner === undefined || owner.value.id === entry.value) return;
  report(
    entry,
    `"${org}" belongs to lab "${owner.value.id}" in labs.yaml, not to "${entry.value}"`,
    problems,
  );
}
