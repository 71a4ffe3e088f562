import type { NamingLab } from '../../src/domain/naming.ts';
import { labs } from './labs.ts';

/** What a lab put out within one week as one release. */
export interface Launch {
  readonly lab: NamingLab;
  /** The Hub's tag for its repos. */
  readonly pipelineTag: 'text-generation' | 'image-text-to-text' | 'any-to-any' | 'audio-text-to-text';
  readonly stem: string;
  /** The release's name once all are there. */
  readonly name: string;
  /** Repo names without the organization. */
  readonly repos: readonly string[];
}

function text(lab: NamingLab, stem: string, name: string, repos: string): Launch {
  return { lab, pipelineTag: 'text-generation', stem, name, repos: repos.trim().split(/\s+/) };
}

function vision(lab: NamingLab, stem: string, name: string, repos: string): Launch {
  return { ...text(lab, stem, name, repos), pipelineTag: 'image-text-to-text' };
}

function audio(lab: NamingLab, stem: string, name: string, repos: string): Launch {
  return { ...text(lab, stem, name, repos), pipelineTag: 'audio-text-to-text' };
}

/** Launches of each family, with repos that the labs really made. */
export const launches: readonly Launch[] = [
  text(labs.qwen, 'qwen', 'Qwen', 'Qwen-7B Qwen-7B-Chat Qwen-7B-Chat-Int4 Qwen-1_8B Qwen-1_8B-Chat Qwen-72B'),
  text(
    labs.qwen,
    'qwen1.5',
    'Qwen1.5',
    'Qwen1.5-0.5B Qwen1.5-72B-Chat Qwen1.5-72B-Chat-AWQ Qwen1.5-7B-Chat-GPTQ-Int8',
  ),
  text(
    labs.qwen,
    'qwen1.5-moe',
    'Qwen1.5-MoE',
    'Qwen1.5-MoE-A2.7B Qwen1.5-MoE-A2.7B-Chat Qwen1.5-MoE-A2.7B-Chat-GPTQ-Int4',
  ),
  text(
    labs.qwen,
    'qwen2.5',
    'Qwen2.5',
    'Qwen2.5-7B Qwen2.5-7B-Instruct Qwen2.5-72B-Instruct-AWQ Qwen2.5-3B-Instruct-GGUF',
  ),
  text(
    labs.qwen,
    'qwen2.5-coder',
    'Qwen2.5-Coder',
    'Qwen2.5-Coder-7B Qwen2.5-Coder-1.5B-Instruct-GGUF Qwen2.5-Coder-7B-Instruct',
  ),
  text(
    labs.qwen,
    'qwen3',
    'Qwen3',
    'Qwen3-8B Qwen3-8B-Base Qwen3-235B-A22B Qwen3-30B-A3B-GPTQ-Int4 Qwen3-32B-MLX-8bit',
  ),
  text(
    labs.qwen,
    'qwen3-2507',
    'Qwen3-2507',
    'Qwen3-235B-A22B-Instruct-2507 Qwen3-235B-A22B-Thinking-2507 Qwen3-235B-A22B-Thinking-2507-FP8',
  ),
  text(
    labs.qwen,
    'qwen3-next',
    'Qwen3-Next',
    'Qwen3-Next-80B-A3B-Instruct Qwen3-Next-80B-A3B-Thinking Qwen3-Next-80B-A3B-Instruct-FP8',
  ),
  vision(
    labs.qwen,
    'qwen3-vl',
    'Qwen3-VL',
    'Qwen3-VL-235B-A22B-Instruct Qwen3-VL-235B-A22B-Thinking Qwen3-VL-235B-A22B-Thinking-FP8',
  ),
  vision(labs.qwen, 'qwen3.6', 'Qwen3.6', 'Qwen3.6-35B-A3B Qwen3.6-35B-A3B-FP8 Qwen3.6-27B Qwen3.6-27B-FP8'),
  text(labs.qwen, 'qwq', 'QwQ-32B', 'QwQ-32B QwQ-32B-AWQ QwQ-32B-GGUF'),
  text(labs.qwen, 'qwq-preview', 'QwQ-32B-Preview', 'QwQ-32B-Preview'),
  text(labs.deepseek, 'deepseek-moe', 'DeepSeek-moe-16b', 'deepseek-moe-16b-base deepseek-moe-16b-chat'),
  text(
    labs.deepseek,
    'deepseek-v2',
    'DeepSeek-V2',
    'DeepSeek-V2 DeepSeek-V2-Chat DeepSeek-V2-Lite DeepSeek-V2-Lite-Chat',
  ),
  text(labs.deepseek, 'deepseek-v3', 'DeepSeek-V3', 'DeepSeek-V3-Base DeepSeek-V3'),
  text(labs.deepseek, 'deepseek-v3-0324', 'DeepSeek-V3-0324', 'DeepSeek-V3-0324'),
  text(
    labs.deepseek,
    'deepseek-r1',
    'DeepSeek-R1',
    'DeepSeek-R1 DeepSeek-R1-Zero DeepSeek-R1-Distill-Qwen-32B DeepSeek-R1-Distill-Llama-70B',
  ),
  text(labs.deepseek, 'deepseek-r1-0528', 'DeepSeek-R1-0528', 'DeepSeek-R1-0528 DeepSeek-R1-0528-Qwen3-8B'),
  text(
    labs.deepseek,
    'deepseek-prover-v2',
    'DeepSeek-Prover-V2',
    'DeepSeek-Prover-V2-671B DeepSeek-Prover-V2-7B',
  ),
  text(
    labs.deepseek,
    'deepseek-v4',
    'DeepSeek-V4',
    'DeepSeek-V4-Flash DeepSeek-V4-Flash-Base DeepSeek-V4-Pro DeepSeek-V4-Pro-Base',
  ),
  text(labs.zhipu, 'chatglm3', 'ChatGLM3', 'chatglm3-6b chatglm3-6b-base chatglm3-6b-32k'),
  text(labs.zhipu, 'glm-4', 'GLM-4', 'glm-4-9b glm-4-9b-chat glm-4-9b-chat-1m glm-4-9b-chat-hf'),
  text(
    labs.zhipu,
    'glm-4-0414',
    'GLM-4-0414',
    'GLM-4-9B-0414 GLM-4-32B-Base-0414 GLM-Z1-32B-0414 GLM-Z1-Rumination-32B-0414',
  ),
  text(
    labs.zhipu,
    'glm-edge',
    'GLM-Edge',
    'glm-edge-1.5b-chat glm-edge-4b-chat-gguf glm-edge-v-2b glm-edge-v-5b',
  ),
  vision(
    labs.zhipu,
    'cogvlm2',
    'CogVLM2',
    'cogvlm2-llama3-chat-19B cogvlm2-llama3-chinese-chat-19B cogvlm2-llama3-chat-19B-int4',
  ),
  vision(labs.zhipu, 'glm-4.1v', 'GLM-4.1V', 'GLM-4.1V-9B-Base GLM-4.1V-9B-Thinking'),
  text(
    labs.zhipu,
    'glm-4.5',
    'GLM-4.5',
    'GLM-4.5 GLM-4.5-Base GLM-4.5-FP8 GLM-4.5-Air GLM-4.5-Air-Base GLM-4.5-Air-FP8',
  ),
  vision(labs.zhipu, 'glm-4.6v', 'GLM-4.6V', 'GLM-4.6V GLM-4.6V-Flash GLM-4.6V-FP8'),
  text(labs.moonshot, 'kimi-k2', 'Kimi-K2', 'Kimi-K2-Base Kimi-K2-Instruct'),
  vision(labs.moonshot, 'kimi-vl-a3b', 'Kimi-VL-A3B', 'Kimi-VL-A3B-Instruct Kimi-VL-A3B-Thinking'),
  text(
    labs.moonshot,
    'kimi-linear',
    'Kimi-Linear-48B-A3B',
    'Kimi-Linear-48B-A3B-Base Kimi-Linear-48B-A3B-Instruct',
  ),
  text(labs.moonshot, 'moonlight', 'Moonlight-16B-A3B', 'Moonlight-16B-A3B Moonlight-16B-A3B-Instruct'),
  text(
    labs.minimax,
    'minimax-m1',
    'MiniMax-M1',
    'MiniMax-M1-40k MiniMax-M1-80k MiniMax-M1-40k-hf MiniMax-M1-80k-hf',
  ),
  text(labs.minimax, 'minimax-text-01', 'MiniMax-Text-01', 'MiniMax-Text-01 MiniMax-Text-01-hf'),
  vision(labs.stepfun, 'step3', 'Step3', 'step3 step3-fp8'),
  vision(labs.stepfun, 'step-3.7', 'Step-3.7-Flash', 'Step-3.7-Flash Step-3.7-Flash-GGUF Step-3.7-Flash-FP8'),
  text(labs.tencent, 'hunyuan', 'Hunyuan-Large', 'Tencent-Hunyuan-Large Hunyuan-Large-Instruct-FP8'),
  text(
    labs.tencent,
    'hunyuan-a13b',
    'Hunyuan-A13B',
    'Hunyuan-A13B-Instruct Hunyuan-A13B-Instruct-FP8 Hunyuan-A13B-Pretrain',
  ),
  text(
    labs.tencent,
    'hunyuan',
    'Hunyuan',
    'Hunyuan-7B-Instruct Hunyuan-4B-Instruct-GPTQ-Int4 Hunyuan-1.8B-Pretrain',
  ),
  text(labs.tencent, 'hy3', 'Hy3', 'Hy3 Hy3-FP8 Hy3-Base'),
  text(
    labs.baidu,
    'ernie-4.5',
    'ERNIE-4.5',
    'ERNIE-4.5-300B-A47B-PT ERNIE-4.5-300B-A47B-Base-Paddle ERNIE-4.5-0.3B-PT ERNIE-4.5-300B-A47B-W4A8C8-TP4-Paddle',
  ),
  vision(
    labs.baidu,
    'ernie-4.5-vl',
    'ERNIE-4.5-VL',
    'ERNIE-4.5-VL-28B-A3B-PT ERNIE-4.5-VL-424B-A47B-Base-PT',
  ),
  text(
    labs.baichuan,
    'baichuan2',
    'Baichuan2',
    'Baichuan2-7B-Base Baichuan2-13B-Chat Baichuan2-13B-Chat-4bits',
  ),
  text(labs.baichuan, 'baichuan-m2', 'Baichuan-M2', 'Baichuan-M2-32B Baichuan-M2-32B-GPTQ-Int4'),
  text(labs.yi, 'yi', 'Yi', 'Yi-6B Yi-34B Yi-34B-200K Yi-34B-Chat-4bits Yi-6B-Chat-8bits'),
  vision(labs.yi, 'yi-vl', 'Yi-VL', 'Yi-VL-6B Yi-VL-34B'),
  text(labs.yi, 'yi-coder', 'Yi-Coder', 'Yi-Coder-1.5B Yi-Coder-9B-Chat'),
  text(labs.shanghai, 'internlm', 'InternLM', 'internlm-7b internlm-chat-7b internlm-chat-20b'),
  text(
    labs.shanghai,
    'internlm2.5',
    'InternLM2.5',
    'internlm2_5-7b internlm2_5-1_8b-chat internlm2_5-7b-chat-1m internlm2_5-7b-chat-gguf',
  ),
  vision(
    labs.shanghai,
    'internvl3.5',
    'InternVL3.5',
    'InternVL3_5-8B InternVL3_5-241B-A28B-Instruct InternVL3_5-8B-MPO InternVL3_5-1B-Pretrained InternVL3_5-8B-HF',
  ),
  vision(
    labs.shanghai,
    'internvl-v1-5',
    'InternVL-V1-5',
    'InternVL-Chat-V1-5 InternVL-Chat-V1-5-Int8 Mini-InternVL-Chat-2B-V1-5',
  ),
  vision(labs.shanghai, 'intern-s1', 'Intern-S1', 'Intern-S1 Intern-S1-FP8 Intern-S1-GGUF'),
  text(labs.openbmb, 'minicpm', 'MiniCPM-2B', 'MiniCPM-2B-sft-bf16 MiniCPM-2B-dpo-fp16 MiniCPM-2B-sft-int4'),
  text(
    labs.openbmb,
    'minicpm5',
    'MiniCPM5',
    'MiniCPM5-1B MiniCPM5-1B-Base MiniCPM5-1B-SFT MiniCPM5-1B-GGUF MiniCPM5-1B-MLX',
  ),
  vision(
    labs.openbmb,
    'minicpm-v-2.6',
    'MiniCPM-V-2.6',
    'MiniCPM-V-2_6 MiniCPM-V-2_6-int4 MiniCPM-V-2_6-gguf',
  ),
  text(
    labs.openbmb,
    'minicpm4',
    'MiniCPM4',
    'MiniCPM4-8B MiniCPM4-0.5B-QAT-Int4-GPTQ-format MiniCPM4-8B-Eagle-FRSpec-QAT-cpmcu MiniCPM4-8B-marlin-vLLM',
  ),
  { ...vision(labs.baai, 'emu3', 'Emu3', 'Emu3-Chat Emu3-Chat-hf Emu3-Stage1'), pipelineTag: 'any-to-any' },
  text(labs.baai, 'aquila2', 'Aquila2', 'Aquila2-34B AquilaChat2-34B AquilaChat2-34B-16K Aquila2-7B'),
  text(
    labs.ant,
    'ling-2.0',
    'Ling-2.0',
    'Ling-mini-2.0 Ling-mini-base-2.0 Ling-flash-2.0 Ling-flash-base-2.0',
  ),
  text(labs.ant, 'ling', 'Ling-1T', 'Ling-1T Ling-1T-FP8'),
  text(labs.ant, 'llada2.1', 'LLaDA2.1', 'LLaDA2.1-flash LLaDA2.1-mini'),
  text(
    labs.seed,
    'seed-coder',
    'Seed-Coder',
    'Seed-Coder-8B-Base Seed-Coder-8B-Instruct Seed-Coder-8B-Reasoning Seed-Coder-8B-Reasoning-bf16',
  ),
  text(
    labs.seed,
    'seed-oss',
    'Seed-OSS-36B',
    'Seed-OSS-36B-Base Seed-OSS-36B-Base-woSyn Seed-OSS-36B-Instruct',
  ),
  text(labs.xiaomi, 'mimo', 'MiMo-7B', 'MiMo-7B-Base MiMo-7B-SFT MiMo-7B-RL MiMo-7B-RL-Zero'),
  vision(labs.xiaomi, 'mimo-vl-2508', 'MiMo-VL-7B-2508', 'MiMo-VL-7B-RL-2508 MiMo-VL-7B-SFT-2508'),
  text(labs.meituan, 'longcat', 'LongCat-Flash', 'LongCat-Flash-Chat LongCat-Flash-Chat-FP8'),
  text(labs.kuaishou, 'kat-dev-exp', 'KAT-Dev-72B-Exp', 'KAT-Dev-72B-Exp KAT-Dev-72B-Exp-FP8'),
  vision(labs.kuaishou, 'keye-vl-1.5', 'Keye-VL-1.5', 'Keye-VL-1_5-8B'),
  text(labs.teleai, 'telechat', 'TeleChat', 'telechat-7B TeleChat-12B TeleChat-52B telechat-7B-int8'),
  text(labs.teleai, 'telechat2', 'TeleChat2', 'TeleChat2-35B TeleChat2-3B TeleChat2-7B-32K TeleChat2-115B'),
  vision(labs.kunlun, 'skywork-r1v2', 'Skywork-R1V2', 'Skywork-R1V2-38B Skywork-R1V2-38B-AWQ'),
  text(labs.kunlun, 'skywork', 'Skywork-13B', 'Skywork-13B-base Skywork-13B-Base-8bits'),
  audio(labs.fudan, 'moss-music', 'MOSS-Music', 'MOSS-Music-8B-Instruct MOSS-Music-8B-Thinking'),
  text(
    labs.fudan,
    'moss-moon-003',
    'MOSS-moon-003',
    'moss-moon-003-base moss-moon-003-sft moss-moon-003-sft-plugin-int4',
  ),
  text(
    labs.xverse,
    'xverse',
    'XVERSE',
    'XVERSE-13B XVERSE-13B-Chat XVERSE-65B XVERSE-7B-Chat-GPTQ-Int4 XVERSE-13B-256K',
  ),
  text(labs.xverse, 'xverse-2', 'XVERSE-2', 'XVERSE-65B-2'),
  text(
    labs.vivo,
    'bluelm',
    'BlueLM-7B',
    'BlueLM-7B-Base BlueLM-7B-Chat BlueLM-7B-Chat-32K BlueLM-7B-Chat-4bits',
  ),
  text(
    labs.qihoo,
    '360zhinao',
    '360Zhinao',
    '360Zhinao-7B-Base 360Zhinao-7B-Chat-4K 360Zhinao-7B-Chat-360K-Int4',
  ),
  {
    ...vision(labs.sensetime, 'sensenova-u1', 'SenseNova-U1', 'SenseNova-U1-8B-MoT SenseNova-U1-8B-MoT-SFT'),
    pipelineTag: 'any-to-any',
  },
  text(labs.rednote, 'dots-llm1', 'dots.llm1', 'dots.llm1.base dots.llm1.inst dots.llm1.inst-FP8'),
  text(labs.tiger, 'tigerbot', 'TigerBot-7b', 'tigerbot-7b-base tigerbot-7b-sft tigerbot-7b-sft-4bit'),
  text(labs.langboat, 'mengzi3', 'MengZi3', 'Mengzi3-13B-Base Mengzi3-13B-Chat'),
  text(labs.ecnu, 'educhat-002', 'EduChat-002', 'educhat-base-002-7b educhat-sft-002-7b educhat-sft-002-13b'),
  vision(labs.aidc, 'ovis2', 'Ovis2', 'Ovis2-1B Ovis2-34B Ovis2-34B-GPTQ-Int8'),
  text(labs.aidc, 'marco-o1', 'Marco-o1', 'Marco-o1'),
];
