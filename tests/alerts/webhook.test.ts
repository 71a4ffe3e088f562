import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { BODY_BYTES, renderBody } from '../../src/alerts/webhook/body.ts';
import { webhookBody, webhookBodySchema } from '../../src/alerts/webhook/body-schema.ts';
import { createWebhookChannel } from '../../src/alerts/webhook/index.ts';
import type { AlertContent } from '../../src/domain/alert.ts';
import { UsageError } from '../../src/errors.ts';
import { contextOf, createTestClient, NOW } from './channel-conformance.ts';
import { hostileContent, hostileNames } from './hostile-content.ts';
import { type Receiver, startReceiver } from './receiver.ts';
import { factOf, glm, modelOf, newRelease, repoOf, samples } from './sample-contents.ts';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

describe('a webhook', () => {
  let receiver: Receiver;
  const http = createTestClient();
  beforeEach(async () => {
    receiver = await startReceiver();
  });
  afterEach(() => receiver.close());
  afterAll(() => http.close());

  function channel(secret: string | null, allowPrivateNetwork = true) {
    return createWebhookChannel({ id: 'team', url: receiver.origin, secret, allowPrivateNetwork });
  }

  it('is signed so that the reference library accepts it', async () => {
    const team = channel(SECRET);
    await team.send(team.render(newRelease), { ...contextOf(http), sentAt: Date.now() });
    const [request] = receiver.requests;
    if (request === undefined) throw new Error('nothing arrived');
    const verified = new Webhook(SECRET).verify(request.body, request.headers);
    expect(verified).toMatchObject({ type: 'release.new', data: { release: { name: 'GLM-4.5' } } });
    expect(() => new Webhook(SECRET).verify(`${request.body} `, request.headers)).toThrow();
    expect(request.method).toBe('POST');
    expect(request.headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': 'modelwatch/test',
    });
  });

  it('carries id and time without a signature where there is no secret', async () => {
    const team = channel(null);
    await team.send(team.render(newRelease), contextOf(http));
    const headers = receiver.requests[0]?.headers ?? {};
    expect(headers).toMatchObject({ 'webhook-id': 'msg_1', 'webhook-timestamp': String(NOW / 1000) });
    expect(headers).not.toHaveProperty('webhook-signature');
  });

  it('signs each attempt with its own time', async () => {
    const team = channel(SECRET);
    const message = team.render(newRelease);
    await team.send(message, contextOf(http));
    await team.send(message, { ...contextOf(http), sentAt: NOW + 5000 });
    const [first, second] = receiver.requests.map((request) => request.headers);
    expect(Number(second?.['webhook-timestamp']) - Number(first?.['webhook-timestamp'])).toBe(5);
    expect(second?.['webhook-signature']).not.toBe(first?.['webhook-signature']);
  });

  it('does not reach into the private network unless it may', async () => {
    const strict = createTestClient(false);
    const refused = channel(SECRET, false);
    expect(await refused.send(refused.render(newRelease), contextOf(strict))).toMatchObject({
      kind: 'rejected',
      code: 'forbidden-address',
      message: expect.stringMatching(/allow_private_network: true.*MODELWATCH_ALLOW_PRIVATE_NETWORK=1/),
    });
    expect(receiver.requests).toHaveLength(0);
    const allowed = channel(SECRET, true);
    expect(await allowed.send(allowed.render(newRelease), contextOf(strict))).toEqual({ kind: 'sent' });
    await strict.close();
  });

  it('refuses a secret that is no key, without repeating it', () => {
    const create = () => channel('whsec_not base64!');
    expect(create).toThrow(UsageError);
    expect(create).not.toThrow(/not base64!/);
  });
});

describe('the body', () => {
  const published = z.fromJSONSchema(webhookBodySchema() as Parameters<typeof z.fromJSONSchema>[0]);

  function check(content: AlertContent): z.infer<typeof webhookBody> {
    const body = renderBody(content);
    expect(Buffer.byteLength(body)).toBeLessThan(BODY_BYTES);
    const value: unknown = JSON.parse(body);
    expect(published.safeParse(value).error).toBeUndefined();
    return webhookBody.parse(value);
  }

  it.each(Object.entries({ ...samples, hostile: hostileContent }))(
    '%s follows the published schema',
    (_name, content) => {
      const { type, timestamp, data } = check(content);
      expect({ type, timestamp, id: data.alert.id }).toEqual({
        type: content.alert.kind,
        timestamp: content.alert.createdAt,
        id: content.alert.id,
      });
    },
  );

  it('holds the alert and the release as they are where they fit', () => {
    const { data } = check(newRelease);
    expect(data).toEqual({ alert: newRelease.alert, release: newRelease.release });
  });

  it('keeps what the alert speaks of when it has to be shortened, and says how much there was', () => {
    const ids = Array.from({ length: 400 }, (_, index) => `zai-org/GLM-4.5-variant-${index}`);
    const repos = ids.map((id) => repoOf(id, glm.firstSeenAt));
    const covers = ids.slice(390);
    const models = [modelOf('GLM-4.5', { total_parameters: 355e9 }, ids)];
    const content = { alert: { ...newRelease.alert, covers }, release: { ...glm, models, repos } };
    const { data } = check(content);
    expect(data).toMatchObject({ truncated: true, counts: { repos: 400, models: 1, covers: 10, lines: 0 } });
    expect(data.release?.repos.slice(0, 10).map((repo) => repo.id)).toEqual(covers);
    expect(data.release?.repos.length).toBeGreaterThanOrEqual(25);
    expect(renderBody(structuredClone(content))).toBe(renderBody(content));
  });

  it('stays small whatever it is given', () => {
    const name = fc.oneof(fc.constantFrom(...hostileNames, '深'.repeat(5000)), fc.string({ unit: 'binary' }));
    const facts = fc.dictionary(
      name,
      name.map((value) => factOf([value, { value }])),
      { maxKeys: 60 },
    );
    const list = fc.array(name, { maxLength: 60 });
    fc.assert(
      fc.property(name, list, facts, (text, names, values) => {
        const models = names.map((one) => ({
          name: one,
          role: 'chat' as const,
          facts: values,
          repos: names,
        }));
        const repos = names.map((one) => repoOf(one, text));
        const release = {
          ...glm,
          id: text,
          lab: text,
          family: text,
          name: text,
          releasedOn: text,
          models,
          repos,
          facts: values,
        };
        check({
          alert: { ...newRelease.alert, id: text, title: text, labName: text, lines: names, covers: names },
          release,
        });
      }),
      { numRuns: 60 },
    );
  });
});
