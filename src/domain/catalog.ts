/** The words of the catalog. A lab announces a release; a release has models (sizes); a model has repos. */

/** `llm` answers text with text; `vlm` answers in language from any other modality too; `other` does neither. */
export const kinds = ['llm', 'vlm', 'other', 'unknown'] as const;

export type Kind = (typeof kinds)[number];

export const repoRoles = ['base', 'chat', 'thinking', 'other'] as const;

export type RepoRole = (typeof repoRoles)[number];

export const releaseStatuses = ['open-weights', 'api-only', 'announced', 'removed'] as const;

export type ReleaseStatus = (typeof releaseStatuses)[number];

export const lifecycles = ['planned', 'preview', 'active', 'discontinued', 'cancelled'] as const;

export type Lifecycle = (typeof lifecycles)[number];
