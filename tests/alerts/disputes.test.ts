import { expect, it } from 'vitest';
import { ENGLISH_READER, type Reader } from '../../src/alerts/reader.ts';
import { releaseFacts } from '../../src/alerts/release-facts.ts';
import { renderBody } from '../../src/alerts/webhook/body.ts';
import { webhookBody } from '../../src/alerts/webhook/body-schema.ts';
import type { AlertContent } from '../../src/domain/alert.ts';
import { factOf, newRelease } from './sample-contents.ts';
import { eventful } from './sample-digest.ts';

const beijing: Reader = { language: 'zh-CN', timeZone: 'Asia/Shanghai', templates: [] };

const disputed = {
  ...newRelease,
  disputes: eventful.disputes.map(({ subject, attribute, believed, against }) => ({
    subject,
    attribute,
    believed,
    against,
  })),
} satisfies AlertContent;

function disputedLine(content: AlertContent, reader: Reader): string | undefined {
  return releaseFacts(content, reader).find(({ name }) => name === 'disputed')?.text;
}

it('an alert shows both sides of what is disputed', () => {
  expect(disputedLine(disputed, ENGLISH_READER)).toBe(
    'GLM-4.5, total parameters: 355B (config.json: counted); against it 400B (Gazette)' +
      ' · GLM-4.5, training cost: nothing is believed; against it 5.58M USD (Courier)',
  );
  expect(disputedLine(disputed, beijing)).toBe(
    'GLM-4.5，总参数：采信 355B（config.json）；另有 400B（Gazette）' +
      ' · GLM-4.5，训练成本：暂无可信说法；另有 5.58M USD（Courier）',
  );
});

it('what readers ask first stands first, and of the rest the names', () => {
  const of = (attribute: string) => ({
    ...disputed.disputes[0],
    subject: 'GLM-4.5',
    attribute,
    against: [],
    believed: null,
  });
  const many = {
    ...disputed,
    release: { ...disputed.release, facts: { layers: factOf(1, true), experts: factOf(2, true) } },
    disputes: [of('layers'), of('experts'), of('license')],
  } as AlertContent;
  const line = disputedLine(many, ENGLISH_READER);
  expect(line).toMatch(/^GLM-4\.5, licence: .* · GLM-4\.5, layers: .* · experts$/);
});

it('nothing is said where nothing is disputed, or the release is gone', () => {
  expect(disputedLine(newRelease, ENGLISH_READER)).toBeUndefined();
  const removed = { ...disputed, alert: { ...disputed.alert, kind: 'release.removed' as const } };
  expect(disputedLine(removed, ENGLISH_READER)).toBeUndefined();
});

it('a webhook carries them', () => {
  const body = webhookBody.parse(JSON.parse(renderBody(disputed)));
  expect(body.data.disputes).toEqual(disputed.disputes);
});
