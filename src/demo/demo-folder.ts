import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { Lab } from '../domain/lab.ts';
import { PACKAGE_ROOT } from '../package-root.ts';
import type { DemoWorld } from './world.ts';
import { type Places, sourcesOfPlaces } from './world-places.ts';

export interface DemoFolder {
  readonly root: string;
  readonly config: string;
  readonly data: string;
}

const SHIPPED_CONFIG = join(PACKAGE_ROOT, 'config');

/** Where the demo's webhooks go: that of every release, and that of the weekly digest. */
export interface DemoWebhooks {
  readonly team: string;
  readonly weekly: string;
  readonly secret: string;
}

/** A folder of its own with the shipped labs, the organizations and places of the world, a console and two webhooks. */
export function makeDemoFolder(
  world: DemoWorld,
  places: Places,
  labs: readonly Lab[],
  { team, weekly, secret }: DemoWebhooks,
): DemoFolder {
  const root = mkdtempSync(join(tmpdir(), 'modelwatch-demo-'));
  const folder = { root, config: join(root, 'config'), data: join(root, 'data') };
  mkdirSync(join(folder.config, 'baseline'), { recursive: true });
  cpSync(join(SHIPPED_CONFIG, 'labs.yaml'), join(folder.config, 'labs.yaml'));
  write(folder, 'sources.yaml', {
    sources: [
      ...Object.keys(world.organizations).map((org) => sourceOf(org, labs)),
      ...sourcesOfPlaces(places),
    ],
  });
  write(folder, 'alerts.yaml', {
    channels: [
      { id: 'screen', kind: 'console' },
      { id: 'team', kind: 'webhook', url: team, secret, allow_private_network: true },
      {
        id: 'weekly',
        kind: 'webhook',
        url: weekly,
        secret,
        allow_private_network: true,
        timezone: 'Asia/Shanghai',
        digest: { every: 'week', on: 'monday', at: '09:00' },
      },
    ],
    rules: [{ id: 'releases', on: ['release.*'], to: ['screen', 'team'] }],
  });
  write(folder, join('baseline', 'planned.yaml'), {
    releases: world.plans.map((plan) => ({
      lab: labOf(plan.organization, labs),
      name: plan.release,
      said_by: [{ article: 'An Overview of Chinese Open-Source LLMs', url: plan.url, quote: plan.said }],
    })),
  });
  for (const [name, document] of documentsOn('DeepSeek-V3', 'total_parameters'))
    write(folder, join('baseline', name), document);
  return folder;
}

interface Document {
  readonly article: unknown;
  readonly subjects: readonly {
    readonly release?: string;
    readonly claims: readonly { readonly attribute: string }[];
  }[];
}

/** Of the documents that ship, what they say of one thing: they contradict each other. */
function documentsOn(release: string, attribute: string): [string, Document][] {
  const folder = join(SHIPPED_CONFIG, 'baseline');
  return readdirSync(folder).flatMap((name): [string, Document][] => {
    if (!/^\d.*\.yaml$/.test(name)) return [];
    const { article, subjects } = parse(readFileSync(join(folder, name), 'utf8')) as Document;
    const own = subjects
      .filter((subject) => subject.release === release)
      .map((subject) => ({
        ...subject,
        claims: subject.claims.filter((claim) => claim.attribute === attribute),
      }))
      .filter((subject) => subject.claims.length > 0);
    return own.length === 0 ? [] : [[name, { article, subjects: own }]];
  });
}

function write(folder: DemoFolder, name: string, content: unknown): void {
  writeFileSync(join(folder.config, name), stringify(content));
}

function sourceOf(org: string, labs: readonly Lab[]) {
  return { id: `hf-${org.toLowerCase()}`, kind: 'huggingface-org', lab: labOf(org, labs), org };
}

function labOf(org: string, labs: readonly Lab[]): string {
  const lab = labs.find((candidate) =>
    candidate.organizations.huggingface.some((own) => own.toLowerCase() === org.toLowerCase()),
  );
  if (lab === undefined) throw new Error(`no lab of config/labs.yaml has the organization ${org}`);
  return lab.id;
}
