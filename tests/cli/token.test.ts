import { expect, it } from 'vitest';
import { isSecretOf, parseToken } from '../../src/domain/access-token.ts';
import { UsageError } from '../../src/errors.ts';
import { openStore } from '../../src/store/store.ts';
import { readToken } from '../../src/store/tokens.ts';
import { makeWorkplace, type Workplace } from './workplace.ts';

async function stored(place: Workplace, id: string) {
  const clock = { now: () => place.now };
  const database = await openStore({
    folder: `${place.folder}/data`,
    use: 'read',
    clock,
    clockIsSet: false,
    owner: 'test',
  });
  try {
    return await readToken(database.reader, id);
  } finally {
    await database.close();
  }
}

it('is shown once, stored as a hash alone, listed without its secret, and ended', async () => {
  await using place = await makeWorkplace();
  const made = await place.run('token', 'create', '--name', 'Reading room\u001b[31m', '--expires', '90d');
  const [text = ''] = made.output.split('\n');
  const parts = parseToken(text);
  if (parts === null) throw new Error(`no token: ${text}`);
  expect(made.output).toContain('reads, until 2025-10-26 08:00 UTC');
  const row = await stored(place, parts.id);
  expect(row).toMatchObject({ name: 'Reading room', access: 'read', revoked_at: null });
  expect(JSON.stringify(row)).not.toContain(parts.secret);
  expect(isSecretOf(parts.secret, row?.hash ?? '')).toBe(true);
  expect(isSecretOf(`${parts.secret}x`, row?.hash ?? '')).toBe(false);

  const list = await place.run('token', 'list');
  expect(list.output).toContain('Reading room');
  expect(list.output).not.toContain(parts.secret);
  expect(await place.runJson('token', 'list')).toEqual([
    {
      id: parts.id,
      name: 'Reading room',
      access: 'read',
      state: 'good',
      createdAt: '2025-07-28T08:00:00.000Z',
      expiresAt: '2025-10-26T08:00:00.000Z',
    },
  ]);

  expect((await place.run('token', 'revoke', parts.id)).output).toContain('opens nothing any more');
  expect((await place.run('token', 'revoke', parts.id)).output).toContain('was revoked before');
  expect(await place.runJson('token', 'list')).toMatchObject([{ state: 'revoked' }]);
});

it('may write where that is asked for, and ends by itself', async () => {
  await using place = await makeWorkplace();
  const made = (await place.runJson('token', 'create', '--write', '--expires', '1w')) as { token: string };
  expect(made).toMatchObject({ access: 'write', state: 'good' });
  expect(parseToken(made.token)).not.toBeNull();
  place.now += 7 * 86_400_000;
  expect(await place.runJson('token', 'list')).toMatchObject([{ state: 'expired' }]);
});

it('says what cannot be', async () => {
  await using place = await makeWorkplace();
  expect((await place.run('token', 'list')).output).toContain('There are no tokens');
  await expect(place.run('token', 'revoke', 'nobody')).rejects.toThrow(UsageError);
  await expect(place.run('token', 'create', '--read', '--write')).rejects.toThrow(
    /one of --read and --write/,
  );
  for (const span of ['90', '0d', 'soon', '-1d'])
    await expect(place.run('token', 'create', `--expires=${span}`)).rejects.toThrow(/write it as 90d/);
});
