/**
 * The words of repo names, by what they say. They are words of the trade, not names of models: what stands in none
 * of these lists is part of the release's own name.
 */

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}

/** The weights before they learned to converse. */
export const baseWords = words('base pretrain pretrained pretraining midtrain midtraining foundation');

/** That the weights converse, or how they learned it: variants of one launch, not releases. */
export const chatWords = words(`
  chat instruct instruction inst it sft rl rlhf rlvr dpo mpo ppo grpo orpo kto simpo aligned assistant
`);

/** Answers after thinking: joins the launch that it came with, and is a release of its own where it came later. */
export const modeWords = words('thinking think thinker reasoning reasoner reason deepthink');

/** Sizes by name. Like modes they belong to the launch that they came with: GLM-4.7-Flash followed a month later. */
export const tierWords = words(`
  mini lite nano tiny small medium large xlarge xl xxl huge giant big light micro pico standard
  air airx flash flashx pro max plus ultra turbo fast lightning highspeed
`);

/** A line of a family: opens a release of its own wherever it stands, also behind a size. */
export const lineWords = words(`
  coder code math maths vl v o omni vision visual audio voice speech music video image next prover proof
  agent agentic research deepresearch search swe gui ui medical med finance law legal roleplay character writer
  mm multimodal embodied robot live realtime mcp survey translator
`);

/** A stage of readiness, or a last word: QwQ-32B-Preview and QwQ-32B are two releases. */
export const stageWords = words('preview exp experimental alpha beta early terminus speciale');

/** Tells repos of one launch apart without naming another: how they were made, for which languages, what
 * goes in and comes out (`T2V`), as a drafter. */
export const variantWords = words(`
  zero distil distill distilled distillation mot gen all
  en zh cn ch chinese english japanese korean multilingual bilingual
  t2v i2v ti2v s2v v2v t2i i2i
  mtp nextn eagle eagle2 eagle3 medusa draft drafter dflash speculator
`);

/** The same weights in other clothes. */
export const conversionWords = words(`
  hf pt paddle torch pytorch transformers diffusers safetensors sat onnx openvino ov tensorrt trtllm trt mnn coreml
  ncnn rknn ascend vllm sglang llamacpp ollama lmdeploy marlin cpmcu litert tflite ktransformers megatron mcore npu
`);

/** Number formats that are no quantisation: the weights at full or half width. */
export const precisionWords = words('bf16 fp16 f16 fp32 f32 float16 float32 bfloat16');

/** Ways of quantising; with a width of bits beside them (`GPTQ-Int4`) both are kept. */
export const quantizationWords = words(`
  fp8 fp4 fp6 mxfp8 mxfp6 mxfp4 nvfp4 nvfp8 nf4 awq gptq gguf ggml mlx bnb bitsandbytes exl2 exl3 hqq aqlm eetq
  autoround imatrix smoothquant quantized quantised quant qat
`);

/** Families that other labs build upon: inside another's name they say what a model was made from. */
export const foundationWords = words(`
  llama codellama llava vicuna gemma mistral mixtral ministral phi falcon bloom opt olmo pythia gpt qwen internlm
  internvl chatglm glm deepseek ds baichuan yi minicpm
`);

/** Never a language model, whatever else is said: these are built on one and even share its pipeline tag. */
export const neverLanguageWords = words(`
  embedding embeddings embed embedder bge gte reranker rerank reranking retriever clip siglip colbert reward rewardmodel rm prm orm
  guard moderation safeguard ocr tts ttsd asr stt sae vit vae tokenizer detokenizer codec vocoder encoder
  aligner critic judge verifier classifier scorer mt lora adapter controlnet vla
`);

/** Not a language model unless a hint says that it answers in language: a video line may watch or make videos. */
export const seldomLanguageWords = words(`
  image video avatar animate animation motion world game 3d dit t2v i2v ti2v s2v t2i i2i v2v vace edit editing
  diffusion inpaint upscaler superresolution foley song policy
`);

/** Endings that say the same when they are written into one word (`PaddleOCR`, `Qwen3Guard`, `AudioDiT`). */
export const neverLanguageEndings: readonly string[] = [
  'embedding',
  'embeddings',
  'reranker',
  'reranking',
  'reward',
  'guard',
  'ocr',
  'tts',
  'ttsd',
  'asr',
  'vit',
  'vae',
  'tokenizer',
  'codec',
  'aligner',
  'bert',
  'vla',
];

export const seldomLanguageEndings: readonly string[] = [
  'video',
  'image',
  '3d',
  'dit',
  'edit',
  'editx',
  'motion',
];

/** Sees or hears as well as it reads. */
export const visionWords = words(`
  vl v vlm mllm omni vision visual multimodal mm audio voice speech music video image ui gui embodied o
`);

export const visionEndings: readonly string[] = ['vl', 'vlm', 'omni', 'vision', 'audio', 'voice'];
