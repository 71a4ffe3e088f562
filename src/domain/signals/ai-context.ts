/** Words by which a text shows that models are its matter. `ai` alone shows it weakly: phones and doorbells have it. */
const surely =
  /\b(?:llms?|language models?|foundation models?|reasoning models?|ai models?|ai labs?|ai (?:research|agents?|chatbots?|startups?|start-ups?|chips?|spending|infrastructure|tigers?)|chatbots?|open[- ](?:source|weights?) (?:ai |reasoning |language |coding |multimodal |video |image )*models?|mixture[- ]of[- ]experts|moe|hugging ?face|generative ai|multimodal model|video model|image model|world model|coding model|parameters|artificial intelligence|gpt-?\d|chatgpt|openai|anthropic|claude|gemini)\b|大模型|人工智能|智能体|多模态|语言模型|推理模型|开源模型|万亿参数|亿参数|魔搭|视频模型|图像模型|世界模型/;

const weakly = /\bai\b|模型|开源|智能/;

/** Words of the trade that tell a Chinese name which is also a word: 豆包, 月之暗面. */
const trade =
  /日活|月活|融资|估值|独角兽|创业公司|token|api|字节|聊天机器人|助手|用户|数据|公司|开发者|app\b|完成.{0,12}轮/;

export type AiContext = 'sure' | 'weak' | 'none';

export function aiContext(folded: string): AiContext {
  if (surely.test(folded)) return 'sure';
  return weakly.test(folded) ? 'weak' : 'none';
}

export function speaksOfTheTrade(folded: string): boolean {
  return aiContext(folded) !== 'none' || trade.test(folded);
}
