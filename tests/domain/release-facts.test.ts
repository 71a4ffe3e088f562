import { expect, it } from 'vitest';
import { hubUrl, repoUrl } from '../../src/domain/release-facts.ts';

it('links to the page of a repo, whatever its name holds', () => {
  expect(hubUrl('Qwen/Qwen9-7B')).toBe('https://huggingface.co/Qwen/Qwen9-7B');
  expect(hubUrl('Qwen/a?b#c d')).toBe('https://huggingface.co/Qwen/a%3Fb%23c%20d');
});

it('links to the hub that holds it', () => {
  const name = 'ZhipuAI/GLM-9';
  expect(repoUrl({ key: '68a1b2c3d4e5f60718293a4b', name })).toBe('https://huggingface.co/ZhipuAI/GLM-9');
  expect(repoUrl({ key: 'modelscope:zhipuai/glm-9', name })).toBe(
    'https://modelscope.cn/models/ZhipuAI/GLM-9',
  );
});
