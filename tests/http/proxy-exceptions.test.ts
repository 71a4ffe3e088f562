import { expect, it } from 'vitest';
import { isExcepted } from '../../src/http/proxy-exceptions.ts';

it.each([
  ['https://example.org/', '*'],
  ['https://example.org/', 'example.org'],
  ['https://EXAMPLE.org./', 'Example.org'],
  ['https://www.example.org/', 'example.org'],
  ['https://example.org/', '.example.org'],
  ['https://www.example.org/', '*.example.org'],
  ['https://example.org/', 'example.org:443'],
  ['http://example.org:8080/', 'example.org:8080'],
  ['http://10.1.2.3/', '10.0.0.0/8'],
  ['http://10.1.2.3/', '10.1.2.3'],
  ['http://[fd00::1]/', 'fd00::/8'],
  ['http://[fd00::1]/', 'FD00:0::1'],
  ['http://[fd00::1]:80/', '[fd00::1]:80'],
])('%s is excepted by %s', (url, exception) => {
  expect(isExcepted(new URL(url), ['other.example', exception])).toBe(true);
});

it.each([
  ['https://example.org.evil.example/', 'example.org'],
  ['https://notexample.org/', 'example.org'],
  ['https://example.org/', 'www.example.org'],
  ['https://example.org/', 'example.org:80'],
  ['http://11.1.2.3/', '10.0.0.0/8'],
  ['http://10.1.2.3/', '10.0.0.0/99'],
  ['http://10.1.2.3/', '10.0.0.0/'],
  ['http://10.1.2.3/', '3'],
  ['http://10.0.0.1.example/', '10.0.0.0/8'],
  ['http://example.org/', '.'],
  ['http://example.org/', ''],
])('%s is not excepted by %s', (url, exception) => {
  expect(isExcepted(new URL(url), [exception])).toBe(false);
});
