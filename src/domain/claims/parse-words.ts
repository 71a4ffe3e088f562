import type { ClaimValue } from './claim-value.ts';

type TextValue = Extract<ClaimValue, { kind: 'text' }>;
type ListValue = Extract<ClaimValue, { kind: 'list' }>;

/** What people call what goes in and comes out. The first that fits: `text-only` is no more than text. */
const MODALITIES: readonly (readonly [RegExp, string])[] = [
  [/multi-?modal|omni|多模态/i, 'multimodal'],
  [/video|视频/i, 'video'],
  [/image|vision|visual|图像|视觉/i, 'image'],
  [/audio|speech|voice|语音|音频/i, 'audio'],
  [/text|language|语言|文本|\bllm\b/i, 'text'],
];

/** Reads what a model takes and gives: `text+image->text`, `language`, `text only`, `multimodal`. Null where it says neither. */
export function parseModalities(written: string): ListValue | null {
  const parts = written.split(/\s*(?:,|;|、|，|\band\b|&|\+|->|→|\/)\s*/i).filter((part) => part !== '');
  const items = parts.flatMap((part) => MODALITIES.find(([pattern]) => pattern.test(part))?.[1] ?? []);
  if (items.length === 0) return null;
  return { kind: 'list', items: [...new Set(items)].sort() };
}

/** What of it can be had. The first that fits: "not open" is not open. */
const OPENNESS: readonly (readonly [RegExp, string])[] = [
  [/partly|partially|in part|some (?:of|are)|mixed/i, 'partly-open'],
  [/closed|proprietary|not (?:yet )?(?:been )?open|api[\s-]only|undisclosed|闭源/i, 'closed'],
  [/open|public(?:ly)? (?:available|released)|download|released (?:its|the) weights|开源|gated/i, 'open'],
];

/** Reads whether weights can be had: `fully open-sourced`, `closed`. Null where the words do not say. */
export function parseOpenness(written: string): TextValue | null {
  const means = OPENNESS.find(([pattern]) => pattern.test(written))?.[1];
  return means === undefined ? null : { kind: 'text', text: written, means };
}

const LIFECYCLES: readonly (readonly [RegExp, string])[] = [
  [/cancel|abandon|取消/i, 'cancelled'],
  [/discontinu|retired|deprecat|shut ?down|withdrawn|下线|停止/i, 'discontinued'],
  [/preview|beta|experimental|trial|内测|预览/i, 'preview'],
  [/plan|announce|upcoming|expected|forthcoming|to be released|计划/i, 'planned'],
  [/active|available|released|launched|current/i, 'active'],
];

/** Reads how far along a release is: planned, preview, active, discontinued, cancelled. */
export function parseLifecycle(written: string): TextValue | null {
  const text = LIFECYCLES.find(([pattern]) => pattern.test(written))?.[1];
  return text === undefined ? null : { kind: 'text', text, means: text };
}

const ARCHITECTURES: readonly (readonly [RegExp, string])[] = [
  [/\bmoe\b|mixture[\s-]of[\s-]experts|mixed[\s-]experts?|混合专家/i, 'mixture of experts'],
  [/\bdense\b|稠密/i, 'dense'],
];

/** Reads whether a model is a mixture of experts; whatever else is said of how it is built stands beside that. */
export function parseArchitecture(written: string): TextValue {
  const means = ARCHITECTURES.find(([pattern]) => pattern.test(written))?.[1];
  if (means === undefined)
    return { kind: 'text', text: written, aspect: written.toLowerCase().slice(0, 100) };
  return { kind: 'text', text: means, means };
}
