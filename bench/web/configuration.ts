import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LABS, makeLab } from '../catalog/world.ts';
import { organizationName } from '../poll/world.ts';

/** A folder that knows the labs of the catalog, and watches so many organizations beside it. */
export function writeWebConfiguration(folder: string, organizations: number): void {
  mkdirSync(folder, { recursive: true });
  const known = Array.from({ length: LABS }, (_, index) => makeLab(index)).map(
    ({ id, name }) => `  - { id: ${id}, name: ${name}, families: [Nova] }`,
  );
  const watched = Array.from({ length: organizations }, (_, index) => organizationName(index));
  const labs = watched.map(
    (name) => `  - { id: ${name.toLowerCase()}, name: ${name}, organizations: { huggingface: [${name}] } }`,
  );
  const sources = watched.map(
    (name) =>
      `  - { id: hf-${name.toLowerCase()}, kind: huggingface-org, lab: ${name.toLowerCase()}, org: ${name} }`,
  );
  writeFileSync(join(folder, 'labs.yaml'), `labs:\n${[...known, ...labs].join('\n')}\n`);
  writeFileSync(join(folder, 'sources.yaml'), `sources:\n${sources.join('\n')}\n`);
  writeFileSync(
    join(folder, 'alerts.yaml'),
    'channels:\n  - { id: console, kind: console }\nrules:\n  - { id: releases, on: [release.*], to: [console] }\n',
  );
  // What is measured is how many can be answered, not how many may be asked.
  writeFileSync(join(folder, 'web.yaml'), 'requests_per_minute: 100000\n');
}
