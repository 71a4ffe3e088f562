import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  alertsContract,
  eventContract,
  labsContract,
  releaseContract,
  releasesContract,
  sourcesContract,
} from '../../cli/contract.ts';
import { type Document, departures } from './described.ts';
import { HOSTILE, type List, type Served, startServed } from './served.ts';

let served: Served;
let document: Document;
beforeAll(async () => {
  served = await startServed();
  document = await served.read<Document>('/openapi.json');
});
afterAll(() => served[Symbol.asyncDispose]());

/** Asks, and compares the answer with what the document says of it. `path`: as the document has it. */
async function conforming(path: string, address: string, init: RequestInit = {}): Promise<unknown> {
  const answer = await served.ask(`/api/v1${address}`, init);
  const type = answer.headers.get('content-type') ?? '';
  const value = /json/.test(type) && !/ndjson/.test(type) ? JSON.parse(answer.text) : answer.text;
  const method = (init.method ?? 'GET').toLowerCase();
  expect(departures(document, { path, method }, { status: answer.status, type, value })).toEqual([]);
  return value;
}

const itemsOf = (value: unknown) => (value as List<unknown>).items;

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate({ ...document });
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
    expect(document.openapi).toBe('3.1.0');
  });

  it('says what every operation and every parameter is for', () => {
    for (const [path, operations] of Object.entries(document.paths)) {
      for (const operation of Object.values(operations)) {
        expect(operation.summary, path).toBeTruthy();
        expect(operation.responses['401'], path).toBeDefined();
        for (const parameter of operation.parameters ?? [])
          expect(parameter.description, `${path} ${parameter.name}`).toBeTruthy();
      }
    }
  });
});

describe('a comparison with the document', () => {
  it('notices what is missing, what is not named, and what is of another type', async () => {
    const lab = await served.read<Record<string, unknown>>('/labs/zhipu');
    const compare = (value: unknown) =>
      departures(
        document,
        { path: '/labs/{id}', method: 'get' },
        { status: 200, type: 'application/json', value },
      );
    expect(compare(lab)).toEqual([]);
    expect(compare({ ...lab, more: 1 })).toHaveLength(1);
    expect(compare({ ...lab, name: undefined })).not.toEqual([]);
    expect(compare({ ...lab, releases: '6' })).toHaveLength(1);
    expect(compare({ ...lab, newest: { id: 'x', name: 'y', releasedOn: null, more: 1 } })).toHaveLength(1);
  });
});

describe('the API', () => {
  it('lists releases as the command line prints them', async () => {
    const value = await conforming('/releases', '/releases?limit=200');
    const releases = releasesContract.parse(itemsOf(value));
    expect(releases.length).toBeGreaterThan(15);
    expect(value).toMatchObject({ total: releases.length, next: null });
    const glm = releases.find((release) => release.name === 'GLM-4.5');
    expect(glm).toMatchObject({ lab: 'zhipu', family: 'GLM', kind: 'llm', status: 'open-weights' });
  });

  it('finds releases by whatever lists may be asked for', async () => {
    const names = async (query: string) =>
      releasesContract.parse(itemsOf(await conforming('/releases', `/releases?${query}`)));
    const ofQwen = await names('lab=alibaba&limit=200');
    expect(new Set(ofQwen.map(({ lab }) => lab))).toEqual(new Set(['qwen']));
    expect(ofQwen.length).toBeGreaterThan(5);
    const both = await names('lab=zhipu&lab=qwen&limit=200');
    expect(both.length).toBeGreaterThan(ofQwen.length);
    expect((await names('text=glm-4.5&license=MIT')).map(({ name }) => name)).toEqual(['GLM-4.5']);
    expect(await names('since=2030')).toEqual([]);
    const sorted = (await names('order=name&limit=200')).map(({ name }) => name);
    expect(sorted).not.toEqual((await names('order=-name&limit=200')).map(({ name }) => name));
    expect((await names('since=2025-07-28&until=2025-07-29&kind=llm')).map(({ name }) => name)).toContain(
      'GLM-4.5',
    );
  });

  it('has one release with every claim and what happened to it', async () => {
    const [glm] = releasesContract.parse(
      itemsOf(await conforming('/releases', '/releases?text=GLM-4.5&kind=llm')),
    );
    const whole = releaseContract.parse(await conforming('/releases/{id}', `/releases/${glm?.id}`));
    expect(whole.claims.length).toBeGreaterThan(10);
    expect(whole.timeline.map(({ type }) => type)).toContain('release.new');
    expect(whole).toMatchObject({ ...glm });
    await conforming('/releases/{id}', '/releases/rel_nothing');
  });

  it('has labs', async () => {
    const labs = labsContract.parse(itemsOf(await conforming('/labs', '/labs')));
    const zhipu = labs.find(({ id }) => id === 'zhipu');
    expect(zhipu).toMatchObject({ watched: true, newest: { name: 'GLM-4.5' } });
    expect(await conforming('/labs/{id}', '/labs/zhipu')).toEqual(zhipu);
    await conforming('/labs/{id}', '/labs/nobody');
  });

  it('lists repos, newest first', async () => {
    const repos = itemsOf(await conforming('/repos', '/repos?lab=zhipu&limit=200')) as {
      publicAt: string;
      releaseName: string;
    }[];
    expect(repos.filter(({ releaseName }) => releaseName === 'GLM-4.5')).toHaveLength(6);
    const times = repos.map(({ publicAt }) => publicAt);
    expect(times).toEqual([...times].sort().reverse());
    expect(itemsOf(await conforming('/repos', '/repos?role=base&kind=llm&state=any'))).not.toEqual([]);
    expect(itemsOf(await conforming('/repos', '/repos?state=removed'))).toEqual([]);
  });

  it('lists claims by release, lab, attribute and source', async () => {
    const [glm] = releasesContract.parse(
      itemsOf(await conforming('/releases', '/releases?text=GLM-4.5&kind=llm')),
    );
    const ofRelease = itemsOf(await conforming('/claims', `/claims?release=${glm?.id}&limit=200`)) as {
      n: number;
      attribute: string;
      believed: boolean | null;
    }[];
    const whole = releaseContract.parse(await conforming('/releases/{id}', `/releases/${glm?.id}`));
    expect(ofRelease).toHaveLength(whole.claims.length);
    expect(ofRelease.filter(({ believed }) => believed).length).toBe(
      whole.claims.filter(({ believed }) => believed).length,
    );
    const licences = itemsOf(
      await conforming('/claims', '/claims?attribute=license&lab=zhipu&source=huggingface&current=true'),
    ) as { attribute: string; lab: string }[];
    expect(licences.length).toBeGreaterThan(0);
    expect(new Set(licences.map(({ attribute, lab }) => `${attribute} ${lab}`))).toEqual(
      new Set(['license zhipu']),
    );
    expect(itemsOf(await conforming('/claims', '/claims?source=nobody'))).toEqual([]);
  });

  it('lists events', async () => {
    const value = (await conforming('/events', '/events?limit=200')) as List<unknown> & { last: number };
    const events = value.items.map((item) => eventContract.parse(item));
    expect(events.map(({ type }) => type)).toContain('repo.added');
    expect(events.map(({ type }) => type)).not.toContain('repo.baselined');
    expect(value.next).toBeNull();
    expect(itemsOf(await conforming('/events', `/events?after=${value.last}`))).toEqual([]);
    const all = itemsOf(await conforming('/events', '/events?baseline=true&lab=qwen&limit=200'));
    expect(all.map((item) => eventContract.parse(item).source)).toContain('hf-qwen');
  });

  it('lists sources, and has one', async () => {
    const sources = sourcesContract.parse(itemsOf(await conforming('/sources', '/sources')));
    expect(sources.map(({ id }) => id)).toEqual(['hf-zhipu', 'hf-qwen']);
    expect(sourcesContract.parse([await conforming('/sources/{id}', '/sources/hf-qwen')])).toEqual([
      sources[1],
    ]);
    expect(itemsOf(await conforming('/sources', '/sources?state=failing'))).toEqual([]);
    expect(itemsOf(await conforming('/sources', '/sources?lab=zhipu&kind=huggingface-org'))).toHaveLength(1);
    await conforming('/sources/{id}', '/sources/nothing');
  });

  it('lists alerts, and has one', async () => {
    const alerts = alertsContract.parse(itemsOf(await conforming('/alerts', '/alerts?kind=release.new')));
    expect(alerts.map(({ title }) => title)).toContain('Zhipu AI released GLM-4.5');
    const [one] = alerts;
    expect(alertsContract.parse([await conforming('/alerts/{id}', `/alerts/${one?.id}`)])).toEqual([one]);
    const ofRelease = itemsOf(await conforming('/alerts', `/alerts?release=${one?.release}&since=30d`));
    expect(ofRelease).toContainEqual(one);
    expect(itemsOf(await conforming('/alerts', '/alerts?since=2030'))).toEqual([]);
    await conforming('/alerts/{id}', '/alerts/nothing');
  });

  it('exports the whole catalog', async () => {
    const text = (await conforming('/export', '/export')) as string;
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines[0]).toMatchObject({ schema: expect.arrayContaining(['0001-initial']) });
    expect(lines.at(-1)).toMatchObject({ end: { rows: lines.length - 2 } });
    expect(lines.filter(({ table }) => table === 'releases').length).toBeGreaterThan(15);
    // Who may use the API is no part of the catalog.
    expect(text).not.toMatch(/"table":"(?:tokens|sessions)"/);
  });

  it('looks at sources, and says what came of it', async () => {
    const headers = {
      authorization: `Bearer ${await served.token('write')}`,
      'content-type': 'application/json',
    };
    const body = JSON.stringify({ sources: ['hf-qwen'] });
    const begun = (await conforming('/refresh', '/refresh', { method: 'POST', headers, body })) as {
      id: string;
    };
    let standing: unknown;
    await expect
      .poll(async () => {
        standing = await conforming('/refreshes/{id}', `/refreshes/${begun.id}`);
        return standing;
      })
      .toMatchObject({ state: 'done' });
    expect(standing).toMatchObject({
      asked: ['hf-qwen'],
      sources: [{ id: 'hf-qwen', outcome: 'unchanged', requests: 1 }],
      alerts: [],
      deliveries: { sent: 0, failed: 0, pending: 0 },
    });
    await conforming('/refresh', '/refresh', { method: 'POST', headers, body: '{"sources":["nothing"]}' });
    await conforming('/refreshes/{id}', '/refreshes/nothing');
  });

  it('tries again what could not be delivered', async () => {
    const headers = { authorization: `Bearer ${await served.token('write')}` };
    const alerts = alertsContract.parse(itemsOf(await conforming('/alerts', '/alerts')));
    const dead = alerts.find(({ deliveries }) => deliveries.some(({ state }) => state === 'dead'));
    const retried = await conforming('/alerts/{id}/retry', `/alerts/${dead?.id}/retry`, {
      method: 'POST',
      headers,
    });
    expect(retried).toMatchObject({ deliveries: [{ channel: 'team' }] });
    expect(await conforming('/alerts/{id}', `/alerts/${dead?.id}`)).toMatchObject({
      deliveries: [{ state: 'pending', attempts: expect.any(Number) }],
    });
    await conforming('/alerts/{id}/retry', `/alerts/${dead?.id}/retry`, { method: 'POST', headers });
    await conforming('/alerts/{id}/retry', '/alerts/nothing/retry', { method: 'POST', headers });
  });

  it('gives what strangers wrote as it is, as data and nothing else', async () => {
    const answer = await served.ask('/api/v1/repos?lab=zhipu&limit=200');
    const names = (JSON.parse(answer.text) as List<{ id: string }>).items.map(({ id }) => id);
    expect(names).toContain(HOSTILE);
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  });
});
