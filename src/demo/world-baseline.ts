import type { HubRepo } from './hub-repo.ts';
import { launch } from './launch.ts';

/**
 * What eight organizations showed on 1 June 2025: a selection, made of facts about their repos. Days are true; the
 * minute is where the Hub's listing was at hand (Qwen2.5, Qwen3, DeepSeek V3 and R1), else it is only plausible.
 * zai-org was THUDM until July 2025 and has its later name throughout. baidu showed no model yet.
 */
export function baselineRepos(): HubRepo[] {
  return [
    ...earlyQwen(),
    ...qwen25(),
    ...qwen3(),
    ...earlyDeepSeek(),
    ...deepSeekV3AndR1(),
    ...zhipu(),
    ...moonshot(),
    ...yi(),
    ...miniMaxAndTencent(),
  ];
}

function earlyQwen(): HubRepo[] {
  const first = { architecture: 'qwen', tags: ['custom_code'], license: 'other', languages: ['zh', 'en'] };
  const qwen2 = { architecture: 'qwen2', tags: ['conversational'], license: 'other', languages: ['en'] };
  return [
    ...launch('Qwen', { made: '2023-08-03T02:51:18Z', ...first }, ['Qwen-7B', 'Qwen-7B-Chat']),
    ...launch('Qwen', { made: '2023-11-26T16:16:31Z', ...first }, ['Qwen-72B', 'Qwen-72B-Chat']),
    ...launch('Qwen', { made: '2024-01-30T17:20:46Z', ...qwen2 }, ['Qwen1.5-7B-Chat', 'Qwen1.5-72B-Chat']),
    ...launch('Qwen', { made: '2024-06-04T10:07:03Z', ...qwen2 }, [
      { name: 'Qwen2-7B', license: 'apache-2.0' },
      { name: 'Qwen2-7B-Instruct', license: 'apache-2.0' },
      'Qwen2-72B',
      'Qwen2-72B-Instruct',
    ]),
    ...launch('Qwen', { made: '2024-11-27T15:50:55Z', ...qwen2, license: 'apache-2.0' }, ['QwQ-32B-Preview']),
  ];
}

function qwen25(): HubRepo[] {
  const common = {
    made: '2024-09-15T12:15:39Z',
    architecture: 'qwen2',
    tags: ['chat', 'conversational', 'arxiv:2407.10671'],
    license: 'apache-2.0',
    languages: ['en'],
  };
  const seeing = { ...common, task: 'image-text-to-text', architecture: 'qwen2_5_vl', tags: ['multimodal'] };
  const tuned = (name: string) => ['finetune', `Qwen/${name}`] as const;
  const packed = (name: string) => ['quantized', `Qwen/${name}`] as const;
  return [
    ...launch('Qwen', common, [
      { name: 'Qwen2.5-0.5B', weights: { BF16: 494_032_768 } },
      { name: 'Qwen2.5-7B', made: '2024-09-15T12:17:40Z', weights: { BF16: 7_615_616_512 } },
      { name: 'Qwen2.5-0.5B-Instruct', made: '2024-09-16T11:52:46Z', from: tuned('Qwen2.5-0.5B') },
      { name: 'Qwen2.5-7B-Instruct', made: '2024-09-16T11:55:40Z', from: tuned('Qwen2.5-7B') },
      { name: 'Qwen2.5-72B-Instruct', made: '2024-09-16T11:56:31Z', license: 'other' },
      { name: 'Qwen2.5-1.5B-Instruct', made: '2024-09-17T14:10:29Z', from: tuned('Qwen2.5-1.5B') },
    ]),
    ...launch('Qwen', { ...common, format: 'gguf' }, [
      {
        name: 'Qwen2.5-1.5B-Instruct-GGUF',
        made: '2024-09-17T13:57:52Z',
        from: packed('Qwen2.5-1.5B-Instruct'),
      },
      { name: 'Qwen2.5-3B-Instruct-GGUF', made: '2024-09-17T13:58:05Z', from: packed('Qwen2.5-3B-Instruct') },
    ]),
    ...launch('Qwen', { ...common, tags: ['code', 'qwen-coder', 'conversational', 'arxiv:2409.12186'] }, [
      { name: 'Qwen2.5-Coder-7B-Instruct', made: '2024-09-17T13:38:49Z', from: tuned('Qwen2.5-Coder-7B') },
      { name: 'Qwen2.5-Coder-3B-Instruct', made: '2024-11-06T07:49:38Z', from: tuned('Qwen2.5-Coder-3B') },
      { name: 'Qwen2.5-Coder-32B-Instruct', made: '2024-11-06T07:49:50Z', from: tuned('Qwen2.5-Coder-32B') },
    ]),
    ...launch('Qwen', seeing, [
      { name: 'Qwen2.5-VL-7B-Instruct', made: '2025-01-26T09:26:37Z' },
      {
        name: 'Qwen2.5-VL-7B-Instruct-AWQ',
        made: '2025-02-15T09:21:11Z',
        tags: ['multimodal', '4-bit', 'awq'],
        from: packed('Qwen2.5-VL-7B-Instruct'),
      },
      {
        name: 'Qwen2.5-Omni-7B',
        made: '2025-03-22T02:27:55Z',
        task: 'any-to-any',
        architecture: 'qwen2_5_omni',
      },
    ]),
    ...launch('Qwen', { ...common, made: '2025-03-05T14:16:59Z' }, [
      { name: 'QwQ-32B', from: tuned('Qwen2.5-32B') },
    ]),
  ];
}

function qwen3(): HubRepo[] {
  const common = {
    made: '2025-04-27T03:40:08Z',
    architecture: 'qwen3',
    tags: ['conversational', 'arxiv:2505.09388'],
    license: 'apache-2.0',
  };
  const tuned = (name: string) => ['finetune', `Qwen/${name}`] as const;
  const packed = (name: string) => ['quantized', `Qwen/${name}`] as const;
  const experts = { architecture: 'qwen3_moe' };
  return [
    ...launch('Qwen', common, [
      { name: 'Qwen3-0.6B', from: tuned('Qwen3-0.6B-Base'), weights: { BF16: 751_632_384 } },
      { name: 'Qwen3-1.7B', made: '2025-04-27T03:41:05Z', from: tuned('Qwen3-1.7B-Base') },
      { name: 'Qwen3-4B', made: '2025-04-27T03:41:29Z', from: tuned('Qwen3-4B-Base') },
      {
        name: 'Qwen3-8B',
        made: '2025-04-27T03:42:21Z',
        from: tuned('Qwen3-8B-Base'),
        weights: { BF16: 8_190_735_360 },
      },
      { name: 'Qwen3-14B', made: '2025-04-27T03:42:45Z', from: tuned('Qwen3-14B-Base') },
      { name: 'Qwen3-30B-A3B', made: '2025-04-27T03:43:05Z', from: tuned('Qwen3-30B-A3B-Base'), ...experts },
      { name: 'Qwen3-32B', made: '2025-04-27T03:52:59Z', weights: { BF16: 32_762_123_264 } },
      { name: 'Qwen3-235B-A22B', made: '2025-04-27T03:55:12Z', ...experts },
    ]),
    ...launch('Qwen', { ...common, made: '2025-04-28T05:03:58Z' }, [
      'Qwen3-8B-Base',
      { name: 'Qwen3-0.6B-Base', made: '2025-04-28T05:09:54Z' },
      'Qwen3-14B-Base',
      { name: 'Qwen3-30B-A3B-Base', ...experts },
    ]),
    ...launch('Qwen', { ...common, made: '2025-04-28T11:08:23Z', tags: [...common.tags, 'fp8'] }, [
      { name: 'Qwen3-8B-FP8', from: packed('Qwen3-8B') },
      { name: 'Qwen3-235B-A22B-FP8', from: packed('Qwen3-235B-A22B'), ...experts },
    ]),
    ...launch('Qwen', { ...common, made: '2025-05-01T08:03:00Z', tags: [...common.tags, '4-bit', 'awq'] }, [
      { name: 'Qwen3-14B-AWQ', from: packed('Qwen3-14B') },
      { name: 'Qwen3-32B-AWQ', from: packed('Qwen3-32B') },
    ]),
    ...launch('Qwen', { ...common, format: 'gguf' }, [
      { name: 'Qwen3-14B-GGUF', made: '2025-05-01T10:25:24Z', from: packed('Qwen3-14B') },
      { name: 'Qwen3-0.6B-GGUF', made: '2025-05-05T09:16:31Z', from: packed('Qwen3-0.6B') },
    ]),
  ];
}

function earlyDeepSeek(): HubRepo[] {
  const llama = { architecture: 'llama', license: 'other' };
  const v2 = { architecture: 'deepseek_v2', tags: ['conversational', 'custom_code'], license: 'other' };
  return [
    ...launch('deepseek-ai', { made: '2023-11-29T03:19:03Z', ...llama }, [
      'deepseek-llm-7b-base',
      'deepseek-llm-7b-chat',
      'deepseek-llm-67b-base',
      'deepseek-llm-67b-chat',
    ]),
    ...launch('deepseek-ai', { made: '2023-10-29T12:41:36Z', ...llama }, ['deepseek-coder-6.7b-instruct']),
    ...launch(
      'deepseek-ai',
      {
        made: '2024-01-08T12:45:56Z',
        ...v2,
        architecture: 'deepseek',
        tags: ['custom_code', 'arxiv:2401.06066'],
      },
      ['deepseek-moe-16b-base', 'deepseek-moe-16b-chat'],
    ),
    ...launch('deepseek-ai', { made: '2024-05-15T05:31:53Z', ...v2 }, [
      'DeepSeek-V2-Lite',
      'DeepSeek-V2-Lite-Chat',
    ]),
    ...launch('deepseek-ai', { made: '2024-06-14T06:23:33Z', ...v2 }, [
      'DeepSeek-Coder-V2-Lite-Instruct',
      'DeepSeek-Coder-V2-Instruct',
    ]),
    ...launch('deepseek-ai', { made: '2024-09-05T14:27:12Z', ...v2 }, ['DeepSeek-V2.5']),
    ...launch('deepseek-ai', { made: '2024-12-10T09:22:41Z', ...v2 }, ['DeepSeek-V2.5-1210']),
  ];
}

function deepSeekV3AndR1(): HubRepo[] {
  const v3 = {
    architecture: 'deepseek_v3',
    tags: ['conversational', 'custom_code', 'fp8'],
    weights: { BF16: 3_918_786_560, F8_E4M3: 680_571_043_840, F32: 41_555_600 },
  };
  const r1 = { tags: ['conversational', 'arxiv:2501.12948'], license: 'mit' };
  return [
    ...launch('deepseek-ai', { made: '2024-12-25T12:52:06Z', ...v3 }, [
      'DeepSeek-V3-Base',
      { name: 'DeepSeek-V3', made: '2024-12-25T12:52:23Z' },
    ]),
    ...launch('deepseek-ai', { made: '2025-01-20T03:46:07Z', ...v3, license: 'mit' }, [
      'DeepSeek-R1',
      'DeepSeek-R1-Zero',
    ]),
    ...launch('deepseek-ai', { made: '2025-01-20T09:04:18Z', architecture: 'qwen2', ...r1 }, [
      'DeepSeek-R1-Distill-Qwen-1.5B',
      'DeepSeek-R1-Distill-Qwen-7B',
      { name: 'DeepSeek-R1-Distill-Qwen-32B', made: '2025-01-20T09:19:00Z' },
      { name: 'DeepSeek-R1-Distill-Llama-70B', architecture: 'llama' },
    ]),
    ...launch(
      'deepseek-ai',
      { made: '2025-01-26T12:05:50Z', task: 'any-to-any', architecture: 'multi_modality', license: 'mit' },
      ['Janus-Pro-7B'],
    ),
    ...launch('deepseek-ai', { made: '2025-03-24T09:28:22Z', ...v3, license: 'mit' }, ['DeepSeek-V3-0324']),
    ...launch('deepseek-ai', { made: '2025-04-30T06:14:35Z', ...v3 }, [
      'DeepSeek-Prover-V2-671B',
      { name: 'DeepSeek-Prover-V2-7B', architecture: 'llama', weights: { BF16: 6_910_365_696 } },
    ]),
    ...launch('deepseek-ai', { made: '2025-05-28T08:01:17Z', ...v3, license: 'mit' }, ['DeepSeek-R1-0528']),
    ...launch('deepseek-ai', { made: '2025-05-29T11:07:48Z', architecture: 'qwen3', ...r1 }, [
      'DeepSeek-R1-0528-Qwen3-8B',
    ]),
  ];
}

function zhipu(): HubRepo[] {
  const chatglm = {
    architecture: 'chatglm',
    task: null,
    tags: ['glm', 'custom_code'],
    languages: ['zh', 'en'],
  };
  const glm4 = { architecture: 'glm4', tags: ['conversational'], license: 'mit', languages: ['zh', 'en'] };
  return [
    ...launch('zai-org', { made: '2023-03-13T16:28:04Z', ...chatglm }, ['chatglm-6b']),
    ...launch('zai-org', { made: '2023-06-24T16:26:27Z', ...chatglm }, ['chatglm2-6b']),
    ...launch('zai-org', { made: '2023-10-25T09:56:41Z', ...chatglm }, ['chatglm3-6b', 'chatglm3-6b-base']),
    ...launch('zai-org', { made: '2024-06-04T11:06:22Z', ...chatglm, license: 'other' }, [
      'glm-4-9b',
      'glm-4-9b-chat',
      'glm-4-9b-chat-1m',
    ]),
    ...launch('zai-org', { made: '2024-08-17T03:09:41Z', task: 'text-to-video', library: 'diffusers' }, [
      'CogVideoX-5b',
    ]),
    ...launch('zai-org', { made: '2025-04-07T08:32:07Z', publicFrom: '2025-04-14T14:00:00Z', ...glm4 }, [
      'GLM-4-9B-0414',
      'GLM-4-32B-0414',
      'GLM-4-32B-Base-0414',
      'GLM-Z1-9B-0414',
      'GLM-Z1-32B-0414',
      'GLM-Z1-Rumination-32B-0414',
    ]),
  ];
}

function moonshot(): HubRepo[] {
  const small = { architecture: 'deepseek_v3', tags: ['conversational', 'custom_code'], license: 'mit' };
  const seeing = {
    task: 'image-text-to-text',
    architecture: 'kimi_vl',
    tags: ['conversational', 'custom_code'],
  };
  return [
    ...launch('moonshotai', { made: '2025-02-22T15:33:21Z', ...small }, [
      'Moonlight-16B-A3B',
      'Moonlight-16B-A3B-Instruct',
    ]),
    ...launch('moonshotai', { made: '2025-04-09T08:07:06Z', license: 'mit', ...seeing }, [
      'Kimi-VL-A3B-Instruct',
      'Kimi-VL-A3B-Thinking',
    ]),
    ...launch(
      'moonshotai',
      {
        made: '2025-04-25T08:05:10Z',
        task: 'text-to-speech',
        library: 'kimi-audio',
        tags: [
          'audio',
          'audio-language-model',
          'speech-recognition',
          'audio-understanding',
          'chat',
          'custom_code',
        ],
        license: 'mit',
        languages: ['en', 'zh'],
      },
      ['Kimi-Audio-7B-Instruct'],
    ),
  ];
}

function yi(): HubRepo[] {
  const common = { architecture: 'llama', license: 'apache-2.0' };
  return [
    ...launch('01-ai', { made: '2023-11-01T07:50:03Z', ...common }, [
      'Yi-6B',
      'Yi-34B',
      'Yi-6B-200K',
      'Yi-34B-200K',
    ]),
    ...launch('01-ai', { made: '2023-11-22T02:11:00Z', tags: ['conversational'], ...common }, [
      'Yi-6B-Chat',
      'Yi-34B-Chat',
      { name: 'Yi-34B-Chat-4bits', tags: ['conversational', '4-bit', 'awq'] },
      { name: 'Yi-34B-Chat-8bits', tags: ['conversational', '8-bit', 'gptq'] },
    ]),
    ...launch('01-ai', { made: '2024-01-23T02:14:10Z', task: 'image-text-to-text', ...common }, [
      'Yi-VL-6B',
      'Yi-VL-34B',
    ]),
    ...launch('01-ai', { made: '2024-03-01T15:29:58Z', ...common }, ['Yi-9B']),
    ...launch('01-ai', { made: '2024-05-11T08:34:14Z', ...common }, [
      'Yi-1.5-6B',
      'Yi-1.5-6B-Chat',
      { name: 'Yi-1.5-9B', weights: { BF16: 8_829_407_232 } },
      'Yi-1.5-9B-Chat',
      'Yi-1.5-34B',
      'Yi-1.5-34B-Chat',
    ]),
  ];
}

function miniMaxAndTencent(): HubRepo[] {
  const miniMax = { made: '2025-01-14T03:02:11Z', tags: ['conversational', 'custom_code'], license: 'other' };
  const shape = { task: 'image-to-3d', library: 'hunyuan3d-2', languages: ['en', 'zh'], license: 'other' };
  return [
    ...launch('MiniMaxAI', miniMax, [
      { name: 'MiniMax-Text-01', architecture: 'minimax_text_01', weights: { BF16: 456_089_655_296 } },
      { name: 'MiniMax-VL-01', architecture: 'minimax_vl_01', task: 'image-text-to-text' },
    ]),
    ...launch('tencent', { made: '2024-11-04T03:42:50Z', license: 'other', languages: ['en', 'zh'] }, [
      'Tencent-Hunyuan-Large',
    ]),
    ...launch('tencent', { made: '2024-12-01T04:33:29Z', task: 'text-to-video', library: null }, [
      'HunyuanVideo',
    ]),
    ...launch('tencent', { made: '2025-01-20T06:55:37Z', ...shape }, ['Hunyuan3D-2']),
  ];
}
