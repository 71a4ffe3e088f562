import { expect, it } from 'vitest';
import { organizationsLinked } from '../../src/domain/named-organizations.ts';

it.each([
  ['https://huggingface.co/zai-org/GLM-4.5', 'zai-org'],
  ['https://www.huggingface.co/zai-org', 'zai-org'],
  ['https://hf.co/zai-org?x=1#y', 'zai-org'],
  ['https://huggingface.co/collections/zai-org/glm-45-abc', 'zai-org'],
  ['https://modelscope.cn/models/ZhipuAI/GLM-4.5', 'ZhipuAI'],
  ['https://www.modelscope.cn/organization/ZhipuAI', 'ZhipuAI'],
  ['https://huggingface.co/papers/2507.00001', null],
  ['https://huggingface.co/datasets/some/set', null],
  ['https://huggingface.co/', null],
  ['https://huggingface.co/-odd-/x', null],
  ['https://huggingface.co.evil.example/zai-org', null],
  ['https://modelscope.cn/ZhipuAI', null],
  ['not an address', null],
])('%s leads to %s', (link, organization) => {
  expect([...organizationsLinked([link]).keys()]).toEqual(organization === null ? [] : [organization]);
});
