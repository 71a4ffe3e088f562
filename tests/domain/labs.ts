import type { NamingLab } from '../../src/domain/naming.ts';
import type { RepoObservation } from '../../src/domain/observation.ts';

/** A lab as the naming rules see it. */
export function makeLab(id: string, families: readonly string[], extra: Partial<NamingLab> = {}): NamingLab {
  return { id, name: id, aliases: [], families, ...extra };
}

export const labs = {
  qwen: makeLab('qwen', ['Qwen', 'QwQ', 'QVQ']),
  deepseek: makeLab('deepseek', ['DeepSeek']),
  zhipu: makeLab('zhipu', ['GLM', 'ChatGLM', 'CogVLM'], {
    conventions: {
      joins: [
        { pattern: '^GLM-Z1-(.*-)?0414', stem: 'GLM-4-0414' },
        { pattern: '^GLM-Edge-V-', stem: 'GLM-Edge' },
      ],
      modes: ['Z1', 'Rumination'],
    },
  }),
  moonshot: makeLab('moonshot', ['Kimi', 'Moonlight']),
  minimax: makeLab('minimax', ['MiniMax']),
  stepfun: makeLab('stepfun', ['Step']),
  tencent: makeLab('tencent', ['Hunyuan', 'HY', 'Hy3'], { name: 'Tencent' }),
  baidu: makeLab('baidu', ['ERNIE']),
  baichuan: makeLab('baichuan', ['Baichuan']),
  yi: makeLab('01-ai', ['Yi']),
  shanghai: makeLab('shanghai-ai-lab', ['InternLM', 'InternVL', 'Intern-S1']),
  openbmb: makeLab('openbmb', ['MiniCPM']),
  baai: makeLab('baai', ['Aquila', 'Emu']),
  ant: makeLab('ant-group', ['Ling', 'Ring', 'Ming']),
  seed: makeLab('bytedance-seed', ['Seed']),
  xiaomi: makeLab('xiaomi', ['MiMo']),
  meituan: makeLab('meituan', ['LongCat']),
  kuaishou: makeLab('kuaishou', ['KAT', 'Keye']),
  teleai: makeLab('teleai', ['TeleChat']),
  kunlun: makeLab('kunlun', ['Skywork']),
  fudan: makeLab('fudan', ['MOSS']),
  xverse: makeLab('xverse', ['XVERSE']),
  vivo: makeLab('vivo', ['BlueLM']),
  qihoo: makeLab('qihoo360', ['Zhinao']),
  sensetime: makeLab('sensetime', ['SenseNova']),
  rednote: makeLab('rednote', ['dots']),
  tiger: makeLab('tigerresearch', ['TigerBot']),
  langboat: makeLab('langboat', ['MengZi']),
  ecnu: makeLab('ecnu', ['EduChat']),
  aidc: makeLab('aidc-ai', ['Ovis', 'Marco']),
} as const;

/** A repo as the Hub's listing shows it, with nothing said but its name. */
export function makeObservation(name: string, extra: Partial<RepoObservation> = {}): RepoObservation {
  return {
    key: name,
    name,
    createdAt: null,
    sha: null,
    lastModified: null,
    pipelineTag: null,
    libraryName: null,
    tags: [],
    gated: false,
    disabled: false,
    license: null,
    languages: [],
    baseModels: null,
    parameters: null,
    ...extra,
  };
}
