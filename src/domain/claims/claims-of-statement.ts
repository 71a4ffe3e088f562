import type { Statement } from '../signals/signal.ts';
import type { SaidClaim } from './said-claim.ts';

/** What an article says of a release by speaking of it: that it is announced, and that it is yet to come. */
export function claimsOfStatement(statement: Statement | 'news', url: string, quote: string): SaidClaim[] {
  const said = { model: '', extraction: 'text', place: 'text', url, quote } as const;
  const announced: SaidClaim = {
    ...said,
    attribute: 'announcement',
    value: { kind: 'text', text: url },
    written: url,
  };
  const planned: SaidClaim = {
    ...said,
    attribute: 'lifecycle',
    value: { kind: 'text', text: 'planned', means: 'planned' },
    written: 'planned',
  };
  switch (statement) {
    case 'released':
    case 'available':
    case 'open-weights':
    case 'announced':
      return [announced];
    case 'planned':
      return [announced, planned];
    default:
      return [];
  }
}
