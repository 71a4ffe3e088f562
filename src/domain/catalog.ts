/** The words of the catalog. A lab announces a release; a release has models (sizes); a model has repos. */

/** `llm` answers text with text; `vlm` answers in language from any other modality too; `other` does neither. */
export type Kind = 'llm' | 'vlm' | 'other' | 'unknown';

export type RepoRole = 'base' | 'chat' | 'thinking' | 'other';

export type ReleaseStatus = 'open-weights' | 'api-only' | 'announced' | 'removed';

export type Lifecycle = 'planned' | 'preview' | 'active' | 'discontinued' | 'cancelled';
