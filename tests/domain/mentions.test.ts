import { describe, expect, it } from 'vitest';
import type { Lab } from '../../src/domain/lab.ts';
import { identifyMention, spellings, spokenStem } from '../../src/domain/mention-identity.ts';
import { kindOfMention } from '../../src/domain/mention-kind.ts';
import { labsOfMention, namesOfSubject } from '../../src/domain/mention-lab.ts';
import { identifyRepo } from '../../src/domain/release-identity.ts';
import { labs, makeLab, makeObservation } from './labs.ts';

describe('a name as people write it', () => {
  it.each([
    ['DeepSeek-V3.1', labs.deepseek, 'deepseek-ai/DeepSeek-V3.1-Base'],
    ['QwQ', labs.qwen, 'Qwen/QwQ-32B'],
    ['Qwen3-235B-A22B', labs.qwen, 'Qwen/Qwen3-8B'],
    ['Qwen3 Coder', labs.qwen, 'Qwen/Qwen3-Coder-480B-A35B-Instruct'],
    ['Qwen 3', labs.qwen, 'Qwen/Qwen3-8B'],
    ['Step-3', labs.stepfun, 'stepfun-ai/step3'],
    ['Tencent Hunyuan Large', labs.tencent, 'tencent/Hunyuan-Large'],
    ['ERNIE 5', labs.baidu, 'baidu/ERNIE-5.0-300B'],
    ['GLM 4.5V', labs.zhipu, 'zai-org/GLM-4.5V'],
  ] as const)('%s is found among the repos of its lab', (name, lab, repo) => {
    const shown = identifyRepo(makeObservation(repo), lab);
    const said = identifyMention(name, lab);
    expect(spellings(said.stem)).toContain(shown.stem);
    expect(said.spokenStem).toBe(spokenStem(shown.stem));
  });

  it('keeps apart what labs keep apart', () => {
    const stems = ['deepseek-v2', 'deepseek-vl2', 'deepseek-v2.5', 'deepseek-v2-0628', 'qwen2', 'qwen2.5'];
    for (const stem of stems)
      expect(stems.filter((other) => spellings(stem).includes(other))).toEqual([stem]);
    expect(new Set(stems.map(spokenStem)).size).toBe(stems.length);
  });

  it.each([
    ['DeepSeek-V4', labs.deepseek, 'release'],
    ['Hunyuan-Large', labs.tencent, 'release'],
    ['Hy3', labs.tencent, 'release'],
    ['QwQ-32B', labs.qwen, 'release'],
    ['Kimi-Thinking', labs.moonshot, 'release'],
    ['Kimi-Slides', labs.moonshot, 'words'],
    ['DeepSeek', labs.deepseek, 'family'],
    ['deepseek-chat', labs.deepseek, 'family'],
    ['Tencent-Hunyuan', labs.tencent, 'family'],
  ] as const)('%s says as much as it does', (name, lab, substance) => {
    expect(identifyMention(name, lab).substance).toBe(substance);
  });

  it('may be anything', () => {
    for (const name of ['', '///', '\u202e', '-'.repeat(5000), '💥'.repeat(3000), '../../etc/passwd']) {
      expect(identifyMention(name, labs.qwen).family.length).toBeLessThan(10_000);
    }
  });
});

function lab(id: string, families: readonly string[], parent?: string, extra: Partial<Lab> = {}): Lab {
  const organizations = { huggingface: [], modelscope: [], github: [] };
  return { ...makeLab(id, families), organizations, wikipedia: [], ...(parent ? { parent } : {}), ...extra };
}

const group = lab('alibaba', []);
const qwen = lab('qwen', ['Qwen', 'QwQ'], 'alibaba');
const long = lab('tongyi', ['QwenLong'], 'alibaba');
const other = lab('deepseek', ['DeepSeek'], undefined, { name: 'DeepSeek', aliases: ['DeepSeek AI'] });
const all = new Map([group, qwen, long, other].map((one) => [one.id, one]));
const idsOf = (name: string, named: Lab) => labsOfMention(name, named, all).map(({ id }) => id);

describe('the lab of a mention', () => {
  it('is the relative whose family it is, by the longest', () => {
    expect(idsOf('Qwen3', group)).toEqual(['qwen']);
    expect(idsOf('QwenLong-L1', group)).toEqual(['tongyi']);
    expect(idsOf('QwenLong-L1', qwen)).toEqual(['tongyi']);
    expect(idsOf('Qwenlike', group)).toEqual(['alibaba']);
    expect(idsOf('DeepSeek-V3', group)).toEqual(['alibaba']);
  });
});

describe('the subject of a row', () => {
  it.each([
    ['V3.1', ['DeepSeek-V3.1', 'V3.1']],
    ['DeepSeek V3.1', ['DeepSeek V3.1']],
    ['DeepSeek: DeepSeek V3.1 (free)', ['DeepSeek V3.1']],
    ['deepseek/deepseek-chat-v3.1:free', ['deepseek-chat-v3.1']],
    ['DeepSeek (chatbot)', []],
    ['DeepSeek', []],
    ['DeepSeek AI', []],
    [' ', []],
  ])('%s may be called %j', (subject, names) => {
    expect(namesOfSubject(subject, other, true)).toEqual(names);
  });

  it('is tried with each family of a lab that has several', () => {
    expect(namesOfSubject('3.5', qwen, true)).toEqual(['3.5', 'Qwen-3.5', 'QwQ-3.5']);
    expect(namesOfSubject('Hangzhou DeepSeek Co., Ltd.', other, false)).toEqual([]);
  });
});

describe('the kind of a mentioned model', () => {
  const kindOf = (name: string, words: string, modalities: string | null = null) =>
    kindOfMention(name, identifyMention(name, qwen), qwen, { words, modalities });

  it('is known by the name, a catalogue, or the words around it', () => {
    expect(kindOf('Qwen4', 'Alibaba opens its large language model')).toBe('llm');
    expect(kindOf('Qwen4-VL', 'Alibaba opens its large language model')).toBe('vlm');
    expect(kindOf('Qwen4-Image', 'Alibaba opens its large language model')).toBe('other');
    expect(kindOf('Qwen4', 'Alibaba shows a text-to-video system with reasoning')).toBe('unknown');
    expect(kindOf('Qwen4', 'Alibaba shows something')).toBe('unknown');
    expect(kindOf('Qwen4', '阿里发布新一代大模型')).toBe('llm');
    expect(kindOf('Qwen4', '', 'text->text')).toBe('llm');
    expect(kindOf('Qwen4', '', 'text+image->text')).toBe('vlm');
    expect(kindOf('Qwen4', '', 'text,image→text')).toBe('vlm');
    expect(kindOf('Qwen4', 'language model', 'text->image')).toBe('other');
    expect(kindOf('Qwen4-Guard', '', 'text->text')).toBe('other');
  });
});
