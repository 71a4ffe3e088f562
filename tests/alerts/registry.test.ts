import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { channelConfigSchema } from '../../src/alerts/channel-config.ts';
import { channelKinds, createChannel } from '../../src/alerts/registry.ts';

const environment = { console: { write: () => {}, color: false, width: 80 } };

it('has one kind for each folder, and one configuration for each kind', () => {
  const entries = readdirSync(new URL('../../src/alerts/', import.meta.url), { withFileTypes: true });
  const folders = entries
    .filter((entry) => entry.isDirectory() && entry.name !== 'languages')
    .map((entry) => entry.name);
  expect([...channelKinds].sort()).toEqual(folders.sort());
  expect(channelConfigSchema.options.map((option) => option.shape.kind.value).sort()).toEqual(folders);
});

it('makes channels as configured', () => {
  const url = 'https://hooks.example/modelwatch';
  const configs = [{ id: 'here', kind: 'console' } as const, { id: 'team', kind: 'webhook', url } as const];
  const channels = configs.map((config) => createChannel(config, environment));
  expect(channels.map(({ id, kind }) => ({ id, kind }))).toEqual(
    configs.map(({ id, kind }) => ({ id, kind })),
  );
});
