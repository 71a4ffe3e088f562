import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfiguration } from '../../src/config/configuration.ts';
import { readEnvironment } from '../../src/config/environment.ts';
import type { HubRepo } from '../../src/demo/hub-repo.ts';
import type { FactView } from '../../src/domain/release-view.ts';
import { describeLabs } from '../../src/pipeline/describe-labs.ts';
import { viewClaims } from '../../src/pipeline/view-claims.ts';
import { describedReleases, viewRelease } from '../../src/pipeline/view-release.ts';
import { listReleases, reposOfRelease } from '../../src/store/catalog.ts';
import { claimsOfRelease, releasesWithModel } from '../../src/store/claims.ts';
import { model } from './models.ts';
import { type Newsroom, openNewsroom } from './newsroom.ts';

/** Where the documents disagree, with each other or with what is so: every claim, the belief, and the reason. */

const folder = fileURLToPath(new URL('../../config', import.meta.url));
const shipped = await loadConfiguration(folder, readEnvironment({}));

const ORGS = ['zai-org', 'Skywork', 'baichuan-inc', '01-ai', 'Qwen', 'deepseek-ai', 'tencent', 'moonshotai'];

async function openCatalog(repos: readonly HubRepo[] = []): Promise<Newsroom & AsyncDisposable> {
  return await openNewsroom({
    from: '2025-12-01T00:00:00Z',
    orgs: ORGS,
    repos: [...repos],
    configure: (usual) => ({ ...usual, labs: shipped.labs, baseline: shipped.baseline }),
  });
}

async function shown({ rig }: Newsroom, name: string) {
  const { reader } = rig.runtime.database;
  const rows = await listReleases(reader, {});
  const [holder] = await releasesWithModel(reader, name.toLowerCase());
  const row =
    rows.find((one) => one.name.toLowerCase() === name.toLowerCase()) ??
    rows.find((one) => one.id === holder);
  if (row === undefined) throw new Error(`no release ${name}`);
  const repos = await reposOfRelease(reader, row.id);
  const described = (await describedReleases(reader, [row], new Map([[row.id, repos]]))).get(row.id);
  if (described === undefined) throw new Error('not described');
  const claims = viewClaims(row, described, await claimsOfRelease(reader, row.id));
  const view = await viewRelease(reader, row, rig.runtime.labs);
  const ofModel = view.models.find((one) => one.name === name);
  return {
    view,
    claims,
    disputes: described.disputes,
    facts: { ...(row.name === name || ofModel === undefined ? view.facts : {}), ...ofModel?.facts },
  };
}

function saying(fact: FactView | undefined) {
  return fact === undefined ? null : [fact.value, fact.reason];
}

async function belief(room: Newsroom, name: string, attribute: string) {
  const { facts, claims, disputes } = await shown(room, name);
  const values = claims.filter((one) => one.attribute === attribute && one.current).map(({ value }) => value);
  const dispute = disputes.find((one) => one.attribute === attribute);
  return {
    believed: saying(facts[attribute]),
    claims: [...new Set(values.map((value) => JSON.stringify(value)))].sort().map((text) => JSON.parse(text)),
    against: [...new Set(dispute?.against.map(({ value }) => value) ?? [])].sort(),
  };
}

async function line(room: Newsroom, lab: string, family: string, attribute: string) {
  const labs = await describeLabs(room.rig.runtime.database.reader);
  const described = labs.get(lab);
  const fact = (family === '' ? described?.facts : described?.lines[family])?.[attribute];
  const dispute = described?.disputes.find(
    (one) => one.subject === (family === '' ? lab : family) && one.attribute === attribute,
  );
  return {
    believed: saying(fact),
    against: [...new Set(dispute?.against.map(({ value }) => value) ?? [])].sort(),
  };
}

const AGREED = 'more sources agree on it';
const PRECISE = 'it is the most precise of those that fit together';
const PAGE = 'a page that is kept up to date outranks an article';
const REFUTED = 'what others say cannot be true';
const ONLY = 'nobody says otherwise';

describe('the documents alone', () => {
  let room: Newsroom & AsyncDisposable;
  beforeAll(async () => {
    room = await openCatalog();
  });
  afterAll(async () => {
    await room[Symbol.asyncDispose]();
  });

  it.each([
    // release, attribute, believed, why, against
    ['DeepSeek-V3', 'total_parameters', 671e9, PAGE, [250e9]],
    ['DeepSeek-V3', 'active_parameters', 37e9, AGREED, []],
    ['DeepSeek-V3', 'training_cost', { amount: 5_576_000, currency: 'USD' }, AGREED, [1.3e9, 1.6e9]],
    ['Kimi-VL-A3B', 'active_parameters', 2.8e9, PRECISE, []],
    ['DeepSeek-R1', 'released_on', '2025-01-20', PAGE, ['2025-02']],
    ['DeepSeek-R1', 'training', 'cold-start data, then RL', PAGE, ['pure RL']],
    ['Kimi-K2-Instruct-0905', 'released_on', '2025-09-05', AGREED, ['2025-09-04', '2025-09-09']],
    ['Kimi-K1.5', 'released_on', '2025-01-20', PAGE, ['2024']],
    ['Qwen2.5-7B', 'released_on', '2024-09', AGREED, ['2025-01']],
    ['DeepSeek-V3.1', 'released_on', '2025-08-21', AGREED, []],
    ['DeepSeek-V3.2-Exp', 'released_on', '2025-09-29', PRECISE, []],
    ['Kimi-K2', 'modalities', ['text'], PAGE, ['multimodal']],
    // Proprietary is said of the line: each release has its own.
    ['Kimi-K2', 'license', 'modified-mit', AGREED, []],
    ['Kimi-VL-A3B', 'license', 'mit', ONLY, []],
    ['Kimi-Dev-72B', 'license', 'mit', ONLY, []],
    ['Kimi-K2-Instruct-0905', 'context_length', 256_000, ONLY, []],
    ['Kimi-K2', 'context_length', 128_000, AGREED, []],
    // The better founded value is not in the documents.
    ['VisualGLM', 'developer', 'BAAI', ONLY, []],
    ['Skywork-13B', 'developer', 'Inspur/TianGong', ONLY, []],
    ['Qwen3-Coder', 'total_parameters', 32e9, ONLY, []],
    ['Baichuan2', 'total_parameters', 33e9, ONLY, []],
    ['Yi-1.5', 'total_parameters', 15e9, ONLY, []],
    ['ChatGLM-6B', 'released_on', '2021', ONLY, []],
    ['ChatGLM2-6B', 'released_on', '2022', ONLY, []],
    ['GLM-130B', 'released_on', '2023', ONLY, []],
    ['DeepSeek-Math', 'released_on', '2024-04-03', PRECISE, []],
  ])('%s, %s: %j, since %s', async (name, attribute, value, reason, against) => {
    const found = await belief(room, name, attribute);
    expect(found.believed).toEqual([value, reason]);
    const amounts = found.against.map((one) =>
      typeof one === 'object' && one !== null && 'amount' in one ? one.amount : one,
    );
    expect(amounts.flat().sort()).toEqual(against);
  });

  it('tells the training of R1-Zero from that of R1, of which it was said', async () => {
    const { claims, disputes, facts } = await shown(room, 'DeepSeek-R1-Zero');
    expect(saying(facts.training)).toEqual(['RL alone, without SFT', ONLY]);
    const ofTraining = claims.filter((one) => one.attribute === 'training');
    expect(ofTraining.map(({ subject, value }) => `${subject}: ${value}`).sort()).toEqual([
      'DeepSeek-R1-Distill: SFT only, without RL',
      'DeepSeek-R1-Zero: RL alone, without SFT',
      'DeepSeek-R1: cold-start data, then RL',
      'DeepSeek-R1: pure RL',
    ]);
    expect(disputes.filter((one) => one.attribute === 'training')).toMatchObject([
      { subject: 'DeepSeek-R1', against: [{ value: 'pure RL' }] },
    ]);
  });

  it('believes no number that is the version in the name', async () => {
    const { facts, disputes, claims } = await shown(room, 'Qwen2.5-Max');
    expect(facts.total_parameters).toBeUndefined();
    expect(claims.filter((one) => one.attribute === 'total_parameters').map(({ value }) => value)).toEqual([
      2.5e9,
    ]);
    expect(disputes).toMatchObject([
      {
        attribute: 'total_parameters',
        believed: null,
        against: [{ value: 2.5e9, refuted: 'the number is the version in its name' }],
      },
    ]);
  });

  it.each([
    // lab, line, attribute, believed, against
    ['moonshot', 'Kimi', 'developer', 'Moonshot AI', ['ByteDance']],
    ['qwen', 'Qwen', 'developer', 'Alibaba', ['Baidu']],
    ['moonshot', '', 'owner', 'ByteDance', []],
    ['minimax', '', 'name_zh', '上海小马智行', []],
    ['zhipu', '', 'name_zh', '知谱 AI', []],
    // It is the month at least; which day is left open, and shown.
    ['deepseek', 'DeepSeek chatbot', 'released_on', '2025-01', ['2025-01-20', '2025-01-21']],
    ['bytedance', 'Doubao', 'released_on', '2024', []],
    ['tencent', 'Hunyuan', 'openness', 'proprietary', []],
    ['moonshot', 'Kimi', 'license', 'proprietary', []],
    ['qwen', 'Qwen', 'openness', 'open-weight', []],
  ])('%s %s, %s: %s', async (lab, family, attribute, value, against) => {
    const found = await line(room, lab, family, attribute);
    expect(found.believed?.[0]).toBe(value);
    expect(found.against).toEqual(against);
  });

  it('has every claim with the words of its document, and tells nobody', async () => {
    const { claims, view } = await shown(room, 'DeepSeek-V3');
    expect(claims.length).toBeGreaterThan(40);
    for (const claim of claims) {
      expect(claim.quote).toMatch(/\S/);
      expect(claim.url).toMatch(/^https?:/);
    }
    expect(view).toMatchObject({ status: 'open-weights', lifecycle: 'active', repos: [] });
    expect(room.told()).toEqual([]);
  });
});

const old = (name: string, made: string, extra = {}) => model(name, { made, license: 'other', ...extra });

describe('evidence from outside', () => {
  it('changes what is believed when it arrives', async () => {
    await using room = await openCatalog([
      old('zai-org/visualglm-6b', '2023-05-17T00:00:00Z'),
      old('zai-org/chatglm-6b', '2023-03-13T00:00:00Z'),
      old('zai-org/chatglm2-6b', '2023-06-24T00:00:00Z'),
      old('Skywork/Skywork-13B-base', '2023-10-23T00:00:00Z'),
      old('baichuan-inc/Baichuan2-7B-Base', '2023-08-30T00:00:00Z'),
      old('baichuan-inc/Baichuan2-13B-Chat', '2023-08-29T00:00:00Z'),
      old('01-ai/Yi-1.5-6B', '2024-05-11T00:00:00Z'),
      old('01-ai/Yi-1.5-9B', '2024-05-11T00:00:00Z'),
      old('01-ai/Yi-1.5-34B', '2024-05-11T00:00:00Z'),
      old('Qwen/Qwen3-Coder-480B-A35B-Instruct', '2025-07-22T00:00:00Z'),
      old('Qwen/Qwen2.5-7B-Instruct', '2024-09-16T00:00:00Z'),
      old('deepseek-ai/deepseek-math-7b-base', '2024-02-05T00:00:00Z'),
      old('deepseek-ai/DeepSeek-V3', '2024-12-25T00:00:00Z', { weights: { BF16: 684_531_386_000 } }),
      old('tencent/Tencent-Hunyuan-Large', '2024-11-05T00:00:00Z'),
    ]);
    const { rig } = room;
    const beforehand = async (name: string, attribute: string) =>
      (await belief(room, name, attribute)).believed?.[0];
    expect(await beforehand('VisualGLM', 'developer')).toBe('BAAI');
    expect(await beforehand('DeepSeek-Math', 'released_on')).toBe('2024-04-03');
    expect(await line(room, 'tencent', 'Hunyuan', 'openness')).toMatchObject({ against: [] });
    await rig.refresh();
    const own = "published in the lab's own organization";
    const made = 'its first repo was made then; it may have been shown later';
    const named = 'stated in the name of the repo';
    const cases: readonly [string, string, unknown, string, unknown[]][] = [
      ['VisualGLM-6B', 'developer', 'Zhipu AI', own, ['BAAI']],
      ['Skywork-13B', 'developer', 'Kunlun Tech', own, ['Inspur/TianGong']],
      ['ChatGLM-6B', 'released_on', '2023-03-13', made, ['2021']],
      ['ChatGLM2-6B', 'released_on', '2023-06-24', made, ['2022']],
      ['ChatGLM-6B', 'license', 'other', 'stated by the lab in the repo', ['apache-2.0', 'mit']],
      ['Qwen3-Coder', 'total_parameters', 480e9, named, [32e9]],
      ['DeepSeek-Math-7B', 'released_on', '2024-02-05', made, ['2024-04', '2024-04-03']],
      ['Qwen2.5-7B', 'released_on', '2024-09', PRECISE, ['2025-01']],
      ['DeepSeek-V3', 'total_parameters', 671e9, REFUTED, [250e9]],
      ['Yi-1.5', 'total_parameters', { min: 6e9, max: 34e9 }, 'range over 3 models', [15e9]],
      ['Baichuan2', 'total_parameters', { min: 7e9, max: 13e9 }, 'range over 2 models', [33e9]],
    ];
    for (const [name, attribute, value, reason, against] of cases) {
      const found = await belief(room, name, attribute);
      expect([name, attribute, found.believed, found.against]).toEqual([
        name,
        attribute,
        [value, reason],
        against,
      ]);
    }
    expect(await line(room, 'tencent', 'Hunyuan', 'openness')).toMatchObject({
      believed: ['open-weights', 'as its releases are found to be'],
    });
    // Nothing shows yet that Qwen2.5-Max is closed: that no repo of it was seen is no proof.
    expect((await line(room, 'qwen', 'Qwen', 'openness')).believed?.[0]).toBe('open-weights');
    const { disputes } = await shown(room, 'DeepSeek-V3');
    expect(disputes.find((one) => one.attribute === 'total_parameters')?.against[0]).toMatchObject({
      value: 250e9,
      refuted: 'the weights hold another number of parameters',
    });
    expect(room.told()).toEqual([]);
  });

  it('of a catalogue tells that a line is open in part', async () => {
    await using room = await openCatalog([old('Qwen/Qwen2.5-7B-Instruct', '2024-09-16T00:00:00Z')]);
    await room.rig.refresh('Qwen');
    const found = await line(room, 'qwen', 'Qwen', 'openness');
    expect(found.believed).toEqual(['open-weights', 'as its releases are found to be']);
    const listing = { at: 'router', lab: 'qwen', statement: 'listing' } as const;
    await room.row({ ...listing, subject: 'Qwen2.5-Max', type: 'entry.baselined' });
    expect(await line(room, 'qwen', 'Qwen', 'openness')).toEqual({
      believed: ['open in part', 'as its releases are found to be'],
      against: ['fully open-sourced', 'open', 'open source', 'open-weight'],
    });
    expect((await shown(room, 'Qwen2.5-Max')).view).toMatchObject({ status: 'api-only', repos: [] });
    expect(room.told()).toEqual([]);
  });

  it('of two outlets on what documents know to be served is no news', async () => {
    await using room = await openCatalog();
    const { reader } = room.rig.runtime.database;
    const served = (await listReleases(reader, {})).filter((row) => row.status === 'api-only');
    expect(served.length).toBeGreaterThan(0);
    for (const { name, lab } of served.slice(0, 3)) {
      await room.article({
        at: 'gazette',
        lab,
        says: [[name, 'available']],
        title: `${name} is there, we say`,
      });
      await room.article({ at: 'courier', lab, says: [[name, 'available']], title: `Use ${name} as of now` });
    }
    expect(room.told()).toEqual([]);
  });

  it('of a page tells a wrong name, day or kind', async () => {
    await using room = await openCatalog();
    const page = { at: 'wiki', statement: 'infobox' } as const;
    await room.row({ ...page, lab: 'zhipu', subject: 'Zhipu AI', fields: { name_zh: '智谱' } });
    await room.row({ ...page, lab: 'minimax', subject: 'MiniMax', fields: { name_zh: '稀宇科技' } });
    await room.row({
      at: 'wiki',
      lab: 'zhipu',
      subject: 'GLM-130B',
      fields: { released_on: '4 August 2022' },
    });
    expect(await line(room, 'zhipu', '', 'name_zh')).toEqual({
      believed: ['智谱', PAGE],
      against: ['知谱 AI'],
    });
    expect(await line(room, 'minimax', '', 'name_zh')).toEqual({
      believed: ['稀宇科技', PAGE],
      against: ['上海小马智行'],
    });
    expect(await belief(room, 'GLM-130B', 'released_on')).toEqual({
      believed: ['2022-08-04', PAGE],
      claims: ['2022-08-04', '2023'],
      against: ['2023'],
    });
    expect(room.told()).toEqual([]);
  });

  it("of the weights refutes a lab's own card", async () => {
    const quantised = { tags: ['conversational', 'fp8', 'base_model:quantized:zai-org/GLM-4.5'] };
    await using room = await openCatalog([
      old('zai-org/GLM-4.5', '2025-07-20T00:00:00Z', { license: 'mit', weights: { BF16: 358_337_791_296 } }),
      old('zai-org/GLM-4.5-FP8', '2025-07-20T00:00:00Z', { license: 'mit', ...quantised }),
    ]);
    const { rig } = room;
    await rig.refresh('zai-org');
    const [fp8] = await rig.runtime.database.reader
      .selectFrom('repos')
      .selectAll()
      .where('name', '=', 'zai-org/GLM-4.5-FP8')
      .execute();
    if (fp8 === undefined) throw new Error('not there');
    expect((await belief(room, 'GLM-4.5', 'total_parameters')).against).toEqual([]);
    const statement = {
      attribute: 'total_parameters',
      written: '106B',
      place: 'Model Downloads',
      quote: '106B-A12B',
    };
    await room.record('wiki', 'zhipu', {
      type: 'repo.facts',
      key: fp8.key,
      after: {
        repo: fp8.name,
        sha: null,
        config: null,
        weights: null,
        card: {
          license: null,
          licenseLink: null,
          languages: [],
          baseModels: [],
          pipelineTag: null,
          tags: [],
          paper: null,
          announcement: null,
          benchmarks: [],
          statements: [statement],
        },
      },
    });
    const found = await belief(room, 'GLM-4.5', 'total_parameters');
    expect(found).toMatchObject({ believed: [355e9, REFUTED], against: [106e9] });
    const { disputes } = await shown(room, 'GLM-4.5');
    expect(disputes.find((one) => one.attribute === 'total_parameters')?.against).toMatchObject([
      { quote: '106B-A12B', refuted: 'the weights hold another number of parameters' },
    ]);
  });
});
