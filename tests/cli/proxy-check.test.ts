import { expect, it } from 'vitest';
import { checkProxy } from '../../src/cli/checks/setting.ts';

it('doctor says through which proxy, without its credentials, and who checks names', () => {
  const proxy = 'http://user:sesame@10.0.0.1:3128/';
  const check = checkProxy({ http: proxy, https: proxy, exceptions: ['example.org', '.internal'] });
  expect(check).toMatchObject({ name: 'proxy', state: 'ok' });
  expect(check?.message).toMatch(
    /^everything but example\.org(,| and) \.internal through 10\.0\.0\.1:3128, /,
  );
  expect(check?.message).toContain('resolves the names');
  expect(check?.message).not.toContain('sesame');
});

it('doctor says which addresses go through a proxy that is not for all', () => {
  expect(checkProxy({ http: null, https: 'http://p.example:1/', exceptions: [] })?.message).toMatch(
    /^https addresses through p\.example:1, /,
  );
  expect(checkProxy({ http: null, https: null, exceptions: ['*'] })).toBeNull();
});
