import type { Kind } from './catalog.ts';
import type { Lab } from './lab.ts';
import { kindInLanguageFamily } from './mention-identity.ts';
import type { RepoIdentity } from './release-identity.ts';

/** What besides its name may say which kind of model is mentioned. */
export interface MentionHints {
  /** As a catalogue writes it: `text+image->text`, `text, image`; null where it says nothing. */
  readonly modalities: string | null;
  /** The words around it. */
  readonly words: string;
}

const OTHER_WORDS =
  /\b(?:text-to-(?:image|video|speech|music)|(?:image|video|speech|voice|music|3d)[- ](?:generat\w+|synthes\w+|model)|embeddings?|rerankers?|robot\w*)\b|文生图|文生视频|视频生成|图像生成|语音合成|(?:视频|图像|语音|机器人)(?:大)?模型/i;
const LANGUAGE_WORDS =
  /\b(?:(?:large )?language model|LLMs?|chatbot|reasoning|multimodal|coding|agentic|AI model|flagship model|foundation model)s?\b|大(?:语言)?模型|语言模型|推理|多模态/i;

/**
 * Which kind of model is mentioned, by its name, by what a catalogue says that goes in and comes out, and by the words
 * around it; `unknown` where nothing says it.
 */
export function kindOfMention(name: string, identity: RepoIdentity, lab: Lab, hints: MentionHints): Kind {
  if (identity.kind !== 'unknown') return identity.kind;
  const listed = kindByModalities(hints.modalities);
  if (listed === 'other') return 'other';
  if (listed !== 'unknown') return strictest(listed, kindInLanguageFamily(name, lab));
  if (OTHER_WORDS.test(hints.words)) return 'unknown';
  return LANGUAGE_WORDS.test(hints.words) ? kindInLanguageFamily(name, lab) : 'unknown';
}

/** What answers in text is a language model; one that also sees or hears is a `vlm`. */
function kindByModalities(modalities: string | null): Kind {
  if (modalities === null) return 'unknown';
  const [read = '', written] = modalities.toLowerCase().split(/->|→/);
  const inputs = wordsOf(read);
  if (written !== undefined && !wordsOf(written).includes('text')) return 'other';
  if (!inputs.includes('text')) return 'unknown';
  return inputs.some((input) => /^(?:image|images|vision|video|audio|speech)$/.test(input)) ? 'vlm' : 'llm';
}

/** A name that says it is no language model outweighs a list that files it under text. */
function strictest(listed: Kind, named: Kind): Kind {
  return named === 'llm' ? listed : named;
}

function wordsOf(text: string): string[] {
  return text.split(/[^a-z]+/).filter((word) => word !== '');
}

/** What a family is, by what its lab has shown of it: null where it has shown nothing. */
export function kindOfFamily(kinds: Readonly<Partial<Record<Kind, number>>>): 'language' | 'other' | null {
  const language = (kinds.llm ?? 0) + (kinds.vlm ?? 0);
  const other = kinds.other ?? 0;
  if (language + other === 0) return null;
  return language >= other ? 'language' : 'other';
}
