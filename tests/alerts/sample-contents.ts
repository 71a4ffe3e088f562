import { titleOf } from '../../src/alerts/wording.ts';
import type { AlertContent } from '../../src/domain/alert.ts';
import type { FactView, ModelView, ReleaseView, RepoView } from '../../src/domain/release-view.ts';

/** Alerts to render. The repos are true, the sizes are what their cards say, the times are made up. */

export function factOf(value: unknown, conflicting = false): FactView {
  const url = 'https://huggingface.co/zai-org/GLM-4.5';
  return { value, reason: 'only-claim', source: 'hf-zai-org', url, conflicting };
}

export function repoOf(id: string, firstSeenAt: string): RepoView {
  return { id, kind: 'llm', role: 'chat', url: `https://huggingface.co/${id}`, firstSeenAt };
}

export function modelOf(name: string, facts: Record<string, unknown>, repos: readonly string[]): ModelView {
  const views = Object.entries(facts).map(([key, value]) => [key, factOf(value)] as const);
  return { name, role: 'chat', facts: Object.fromEntries(views), repos };
}

export const glm: ReleaseView = {
  id: 'rel_glm45',
  lab: 'zhipu',
  family: 'GLM',
  name: 'GLM-4.5',
  kind: 'llm',
  status: 'open-weights',
  firstSeenAt: '2025-07-28T09:02:10.000Z',
  lifecycle: 'active',
  models: [
    modelOf(
      'GLM-4.5',
      { total_parameters: 355_000_000_000, active_parameters: 32_000_000_000, context_length: 131_072 },
      ['zai-org/GLM-4.5', 'zai-org/GLM-4.5-FP8'],
    ),
  ],
  repos: [
    repoOf('zai-org/GLM-4.5', '2025-07-28T09:02:10.000Z'),
    repoOf('zai-org/GLM-4.5-FP8', '2025-07-28T09:02:10.000Z'),
  ],
  facts: { license: factOf('mit'), languages: factOf(['en', 'zh']) },
  signals: 2,
};

const air = modelOf('GLM-4.5-Air', { total_parameters: 106_000_000_000, active_parameters: 12_000_000_000 }, [
  'zai-org/GLM-4.5-Air',
]);

export const extendedGlm: ReleaseView = {
  ...glm,
  models: [...glm.models, air],
  repos: [...glm.repos, repoOf('zai-org/GLM-4.5-Air', '2025-08-04T16:40:00.000Z')],
};

const GLM = { labName: 'Zhipu AI', releaseName: 'GLM-4.5' } as const;

function alertOf(overrides: Partial<AlertContent['alert']>): AlertContent['alert'] {
  return {
    id: 'alr_1',
    kind: 'release.new',
    title: titleOf('release.new', GLM),
    createdAt: '2025-07-28T09:02:11.000Z',
    url: 'https://huggingface.co/zai-org/GLM-4.5',
    lines: [],
    labName: 'Zhipu AI',
    firstRepoCreatedAt: '2025-07-20T03:25:36.000Z',
    covers: ['zai-org/GLM-4.5', 'zai-org/GLM-4.5-FP8'],
    ...overrides,
  };
}

function withoutRepo(overrides: Partial<AlertContent['alert']>): AlertContent['alert'] {
  const { firstRepoCreatedAt: _made, ...alert } = alertOf({ covers: [], ...overrides });
  return alert;
}

export const newRelease: AlertContent = { alert: alertOf({}), release: glm };

export const extension: AlertContent = {
  alert: alertOf({
    id: 'alr_2',
    kind: 'release.extended',
    title: titleOf('release.extended', { ...GLM, added: ['GLM-4.5-Air'] }),
    createdAt: '2025-08-04T22:40:00.000Z',
    url: 'https://huggingface.co/zai-org/GLM-4.5-Air',
    firstRepoCreatedAt: '2025-08-04T10:00:00.000Z',
    covers: ['zai-org/GLM-4.5-Air'],
  }),
  release: extendedGlm,
};

const since = { as: 'planned', since: '2025-05-02T08:00:00.000Z' } as const;

export const plannedReleased: AlertContent = {
  alert: alertOf({
    id: 'alr_3',
    title: titleOf('release.new', { ...GLM, knownBefore: since }),
    knownBefore: since,
  }),
  release: glm,
};

export const announced: AlertContent = {
  alert: withoutRepo({
    id: 'alr_4',
    kind: 'release.announced',
    title: titleOf('release.announced', GLM),
    url: 'https://z.ai/blog/glm-4.5',
  }),
  release: { ...glm, status: 'announced', lifecycle: 'planned', models: [], repos: [], facts: {} },
};

export const removal: AlertContent = {
  alert: alertOf({ id: 'alr_5', kind: 'release.removed', title: titleOf('release.removed', GLM), url: null }),
  release: { ...glm, status: 'removed' },
};

export const withoutRelease: AlertContent = {
  alert: {
    id: 'alr_6',
    kind: 'source.failing',
    title: titleOf('source.failing', { source: 'zai-org on Hugging Face' }),
    createdAt: '2025-07-28T09:02:11.000Z',
    url: null,
    lines: ['12 polls failed since 2025-07-28 06:40 UTC: 503.'],
    labName: null,
    covers: [],
  },
};

export const available: AlertContent = {
  alert: withoutRepo({
    id: 'alr_7',
    kind: 'release.available',
    title: titleOf('release.available', { ...GLM, byApi: true }),
    url: 'https://docs.z.ai/guides/llm/glm-4.5',
    lines: ['Said by: the lab itself (Z.ai)', '“GLM-4.5 is now served by our API”'],
  }),
  release: { ...glm, status: 'api-only', models: [], repos: [] },
};

export const severalModels: AlertContent = {
  alert: alertOf({ id: 'alr_8', covers: extendedGlm.repos.map(({ id }) => id) }),
  release: {
    ...extendedGlm,
    facts: {
      ...extendedGlm.facts,
      license: factOf(['mit', 'apache-2.0'], true),
      announcement: factOf('https://z.ai/blog/glm-4.5'),
      paper: factOf('https://arxiv.org/abs/2508.06471'),
    },
  },
};

function alertAlone(
  kind: AlertContent['alert']['kind'],
  title: string,
  lines: readonly string[],
  url: string | null,
) {
  const { firstRepoCreatedAt: _made, ...alert } = alertOf({ kind, title, lines, url, covers: [] });
  return { alert: { ...alert, labName: null } };
}

export const news: AlertContent = alertAlone(
  'lab.news',
  'Zhipu AI: IPO in Hong Kong priced at the top of its range',
  ['SCMP, 2025-07-28'],
  'https://www.scmp.com/tech/article/1/zhipu-ipo',
);

export const catchUp: AlertContent = alertAlone(
  'catch-up',
  titleOf('catch-up', { releases: 2 }),
  ['- Kimi-K2 by Moonshot AI, 2025-07-11', '- GLM-4.5 by Zhipu AI, 2025-07-28'],
  null,
);

export const candidate: AlertContent = alertAlone(
  'lab.candidate',
  '1 organization that nobody watches was named',
  ['example-lab: 3 times since 2025-07-01, last in A new lab (2025) · https://news.example/a_new_lab_(2025)'],
  null,
);

export const welcome: AlertContent = alertAlone(
  'welcome',
  'modelwatch is watching 42 organizations',
  ['42 organizations with 4,512 repos on Hugging Face.', 'Next look: 2025-07-12 08:02 UTC.'],
  null,
);

export const samples: Readonly<Record<string, AlertContent>> = {
  newRelease,
  extension,
  plannedReleased,
  announced,
  removal,
  withoutRelease,
  available,
  severalModels,
  news,
  catchUp,
  candidate,
  welcome,
};
