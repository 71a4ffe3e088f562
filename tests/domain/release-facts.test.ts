import { expect, it } from 'vitest';
import { hubUrl } from '../../src/domain/release-facts.ts';

it('links to the page of a repo, whatever its name holds', () => {
  expect(hubUrl('Qwen/Qwen9-7B')).toBe('https://huggingface.co/Qwen/Qwen9-7B');
  expect(hubUrl('Qwen/a?b#c d')).toBe('https://huggingface.co/Qwen/a%3Fb%23c%20d');
});
