import type { FactView, ModelView } from '../release-view.ts';

/** Facts that all models share; ranges of numbers otherwise. */
export function shareFacts(models: readonly ModelView[]): Record<string, FactView> {
  const facts: Record<string, FactView> = {};
  for (const attribute of new Set(models.flatMap((model) => Object.keys(model.facts)))) {
    const known = models.flatMap((model) => model.facts[attribute] ?? []);
    const shared = shareFact(known, models.length);
    if (shared !== null) facts[attribute] = shared;
  }
  return facts;
}

function shareFact(known: readonly FactView[], models: number): FactView | null {
  const [first] = known;
  if (first === undefined) return null;
  const conflicting = known.some((fact) => fact.conflicting);
  if (known.every((fact) => JSON.stringify(fact.value) === JSON.stringify(first.value)))
    return known.length === models ? { ...first, conflicting } : null;
  const numbers = known.map((fact) => fact.value).filter((value) => typeof value === 'number');
  if (numbers.length !== known.length) return null;
  return {
    ...first,
    value: { min: Math.min(...numbers), max: Math.max(...numbers) },
    reason: `range over ${known.length} models`,
    conflicting,
  };
}
