import { expect, it } from 'vitest';
import { displayAddress, withoutSecrets } from '../../src/alerts/destination.ts';

it.each([
  ['https://hooks.example/modelwatch?key=s3cret#frag', 'https://hooks.example/modelwatch'],
  ['https://user:pass@hooks.example/in', 'https://hooks.example/in'],
  [
    'https://hooks.slack.com/services/T00/B00/XXXXXXXXXXXXXXXXXXXXXXXX',
    'https://hooks.slack.com/services/T00/B00/…',
  ],
  [
    'https://discord.com/api/webhooks/123456789012345678/aBc-dEf_gHiJkLmNoPqR',
    'https://discord.com/api/webhooks/123456789012345678/…',
  ],
  [
    'https://api.telegram.org/bot123456:ABC-DEF1234ghIkl/sendMessage',
    'https://api.telegram.org/…/sendMessage',
  ],
  ['not an address', '(not an address)'],
])('%s is shown as %s', (address, shown) => expect(displayAddress(address)).toBe(shown));

it('takes an address and its secrets out of what a receiver repeats', () => {
  const address = 'https://hooks.example/hooks/T0kenT0kenT0ken?key=a%2Fb%2Fsecret';
  const said =
    'Cannot POST /hooks/T0kenT0kenT0ken?key=a%2Fb%2Fsecret (a/b/secret) bearer 0123456789abcdef0123';
  expect(withoutSecrets(said, address)).toBe('Cannot POST /hooks/…?… (…) bearer …');
});
