/** Organizations as large ones on the Hub are: a release has ten repos, a repo has a card, tags, weights and a base. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HubRepo } from '../../src/demo/hub-server.ts';
import { makeRepo } from '../../src/demo/make-repo.ts';

export interface WorldSize {
  readonly organizations: number;
  readonly reposEach: number;
}

const SIZES = ['0.6B', '1.7B', '8B', '32B', '235B-A22B'];
const FIRST_DAY = Date.parse('2024-01-01T08:00:00Z');
const HOUR = 3_600_000;

export function organizationName(index: number): string {
  return `Lab${String(index).padStart(2, '0')}`;
}

export function makeWorld(size: WorldSize): HubRepo[] {
  return Array.from({ length: size.organizations }, (_, index) =>
    makeOrganization(organizationName(index), size.reposEach),
  ).flat();
}

export function makeOrganization(organization: string, repos: number): HubRepo[] {
  return Array.from({ length: repos }, (_, index) => makeOne(organization, index));
}

/** The repo at this place: of one release, five sizes, each in full precision and quantised. */
export function makeOne(organization: string, index: number): HubRepo {
  const release = Math.floor(index / 10);
  const size = SIZES[Math.floor((index % 10) / 2)] ?? '8B';
  const model = `${organization}/Series${Math.floor(release / 9) + 1}.${(release % 9) + 1}-${size}`;
  const quantised = index % 2 === 1;
  const made = new Date(FIRST_DAY + index * HOUR).toISOString();
  return makeRepo({
    name: quantised ? `${model}-FP8` : model,
    made,
    architecture: 'qwen3_moe',
    license: 'apache-2.0',
    languages: ['en', 'zh'],
    tags: [
      'conversational',
      'text-generation-inference',
      'arxiv:2505.09388',
      'deploy:azure',
      ...(quantised ? ['fp8'] : []),
    ],
    weights: quantised ? { BF16: 622_329_856, F8_E4M3: 7_568_405_504 } : { BF16: 8_190_735_360 },
    ...(quantised ? { from: ['quantized', model] as const } : {}),
  });
}

/** A configuration folder that watches these organizations, each a lab of its own, and tells nobody. */
export function writeConfiguration(folder: string, organizations: readonly string[]): void {
  mkdirSync(folder, { recursive: true });
  const labs = organizations.map(
    (name) => `  - { id: ${name.toLowerCase()}, name: ${name}, organizations: { huggingface: [${name}] } }`,
  );
  const sources = organizations.map(
    (name) =>
      `  - { id: hf-${name.toLowerCase()}, kind: huggingface-org, lab: ${name.toLowerCase()}, org: ${name} }`,
  );
  writeFileSync(join(folder, 'labs.yaml'), `labs:\n${labs.join('\n')}\n`);
  writeFileSync(join(folder, 'sources.yaml'), `sources:\n${sources.join('\n')}\n`);
  writeFileSync(
    join(folder, 'alerts.yaml'),
    'channels:\n  - { id: console, kind: console }\nrules:\n  - { id: releases, on: [release.*], to: [console] }\n',
  );
}
