import type { Lab } from './lab.ts';

/**
 * The labs that may have made what is mentioned of a lab, the likeliest first: those of whose families the name is
 * (Alibaba's Qwen3 is the Qwen team's), its own first among equals; the lab itself where it is of nobody's.
 */
export function labsOfMention(name: string, lab: Lab, labs: ReadonlyMap<string, Lab>): readonly Lab[] {
  const fitting = relativesOf(lab, labs)
    .map((relative) => ({ relative, length: familyIn(name, relative) }))
    .filter(({ length }) => length > 0)
    .sort((left, right) => right.length - left.length);
  const [best] = fitting;
  if (best === undefined) return [lab];
  return fitting.filter(({ length }) => length === best.length).map(({ relative }) => relative);
}

/** A lab, its parent, its children and its parent's: who is meant where one of them is named. The lab itself first. */
export function relativesOf(lab: Lab, labs: ReadonlyMap<string, Lab>): readonly Lab[] {
  const root = lab.parent ?? lab.id;
  const others = [...labs.values()].filter(
    (other) => other.id !== lab.id && (other.id === root || other.parent === root || other.parent === lab.id),
  );
  return [lab, ...others];
}

/** Id of the lab that a lab and all its relatives belong to in the end; its own where it belongs to none. */
export function headOfFamily(id: string, labs: ReadonlyMap<string, Lab>): string {
  const seen = new Set([id]);
  for (let head = id; ; ) {
    const parent = labs.get(head)?.parent;
    if (parent === undefined || seen.has(parent)) return head;
    seen.add(parent);
    head = parent;
  }
}

/** Length of the longest of its families that the name begins with, as a word; 0 for none. */
function familyIn(name: string, lab: Lab): number {
  const lower = name.trim().toLowerCase();
  const lengths = lab.families
    .map((family) => family.toLowerCase())
    .filter((family) => lower.startsWith(family) && !/^[a-z]/.test(lower.slice(family.length)))
    .map((family) => family.length);
  return Math.max(0, ...lengths);
}

/**
 * The names that the subject of a table row or list may stand for, the likeliest first. Empty where it is the lab itself,
 * or a family as a whole. `bareNames`: where it stands among the lab's releases, `V3.1` is enough.
 */
export function namesOfSubject(subject: string, lab: Lab, bareNames: boolean): readonly string[] {
  const name = bare(subject, lab);
  const own = [lab.name, lab.zh ?? '', ...lab.aliases, ...lab.families].map(fold);
  if (fold(name) === '' || own.includes(fold(name))) return [];
  if (familyIn(name, lab) > 0) return [name];
  if (!bareNames) return [];
  const prefixed = lab.families.map((family) => `${family}-${name}`);
  // Who has one family alone means that one.
  return lab.families.length === 1 ? [...prefixed, name] : [name, ...prefixed];
}

/** Without what catalogues put around it: `DeepSeek: DeepSeek V3.1 (free)`, `deepseek/deepseek-chat-v3.1:free`. */
function bare(subject: string, lab: Lab): string {
  const name = subject
    .normalize('NFKC')
    .slice(0, 300)
    .replace(/^[^:/]{1,60}:\s+/, '')
    .replace(/^[\w.-]{1,60}\//, '')
    .replace(/:[\w-]+$/, '')
    .replace(/(?:\s*[([][^()[\]]{0,100}[)\]])+\s*$/, '')
    .trim();
  const said = [lab.name, ...lab.aliases].find(
    (alias) => name.toLowerCase().startsWith(`${alias.toLowerCase()} `) && alias.length < name.length - 1,
  );
  return said === undefined || familyIn(name, lab) > 0 ? name : name.slice(said.length).trim();
}

function fold(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '');
}
