import type { CardFacts } from '../../../domain/repo-facts.ts';
import { readBenchmarks } from './card-benchmarks.ts';
import { readLinks } from './card-links.ts';
import { readStatements } from './card-statements.ts';
import { readTables } from './card-tables.ts';
import { readFrontMatter, splitCard } from './front-matter.ts';

/**
 * A card as facts. It is free text by its author, of the repo's own model as well as of others: what cannot be told apart
 * for certain is left out.
 */
export async function readCard(readme: string, repo: string): Promise<CardFacts> {
  const { front, body } = splitCard(readme);
  const declared = readFrontMatter(front);
  const tables = await readTables(body);
  return {
    ...declared,
    ...readLinks(body),
    benchmarks: [...declared.benchmarks, ...readBenchmarks(tables, repo)],
    statements: readStatements(body, tables, repo),
  };
}
