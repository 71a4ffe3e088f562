import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type HubServer, startHubServer } from '../../src/demo/hub-server.ts';
import { model } from '../pipeline/models.ts';
import type { Chance } from './random.ts';

/** Organizations that are watched, by the family of their models. */
const FAMILIES = ['Alder', 'Birch', 'Cedar', 'Dogwood', 'Elm', 'Fir', 'Ginkgo', 'Hazel', 'Iris', 'Juniper'];

/** The channels, by the path that each posts to. */
export const CHANNELS = ['/one', '/two'] as const;

export interface Released {
  readonly name: string;
  /** By `performance.now()`. */
  readonly at: number;
}

/** A Hub on which releases appear, and the folders of a program that watches it. */
export interface FaultWorld {
  readonly hub: HubServer;
  readonly config: string;
  readonly data: string;
  /** What came, in its order. */
  readonly released: readonly Released[];
  /** One more release, of one repo or of several. */
  release(chance: Chance): void;
  close(): Promise<void>;
}

export async function makeFaultWorld(receiver: string, secret: string): Promise<FaultWorld> {
  // The quota of the Hub would let so much be asked in a day.
  const plenty = { api: 1_000_000, resolvers: 1_000_000, pages: 1_000_000 };
  const hub = await startHubServer({ quota: { anonymous: plenty } });
  hub.add(...FAMILIES.map((family) => model(`${orgOf(family)}/${family}1-8B`)));
  const folder = await mkdtemp(join(tmpdir(), 'modelwatch-faults-'));
  const config = join(folder, 'config');
  await configure(config, receiver, secret);
  const released: Released[] = [];
  const versions = new Map<string, number>();
  return {
    hub,
    config,
    data: join(folder, 'data'),
    released,
    release: (chance) => {
      const family = FAMILIES[chance.between(0, FAMILIES.length - 1)] ?? '';
      const version = (versions.get(family) ?? 1) + 1;
      versions.set(family, version);
      const name = `${family}${version}`;
      const sizes = chance.happens(0.3) ? ['8B', '32B', '8B-FP8'] : ['8B'];
      hub.add(...sizes.map((size) => model(`${orgOf(family)}/${name}-${size}`)));
      released.push({ name, at: performance.now() });
    },
    close: async () => {
      await hub.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function orgOf(family: string): string {
  return `${family}-lab`;
}

/** JSON is YAML. */
async function configure(folder: string, receiver: string, secret: string): Promise<void> {
  const labs = FAMILIES.map((family) => ({
    id: family.toLowerCase(),
    name: family,
    organizations: { huggingface: [orgOf(family)] },
  }));
  const sources = labs.map(({ id, organizations }) => ({
    id: `hf-${id}`,
    kind: 'huggingface-org',
    lab: id,
    org: organizations.huggingface[0],
  }));
  const channels = CHANNELS.map((path) => ({
    id: path.slice(1),
    kind: 'webhook',
    url: `${receiver}${path}`,
    secret,
    allow_private_network: true,
  }));
  const rules = [{ id: 'all', on: ['*'], where: { kind: ['llm', 'vlm'] }, to: channels.map(({ id }) => id) }];
  await mkdir(folder);
  await writeFile(join(folder, 'labs.yaml'), JSON.stringify({ labs }));
  await writeFile(join(folder, 'sources.yaml'), JSON.stringify({ sources }));
  await writeFile(join(folder, 'alerts.yaml'), JSON.stringify({ channels, rules }));
}
