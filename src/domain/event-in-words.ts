import type { ChangeEvent } from './events.ts';

/** What happened, in half a sentence. `name`: what its repo is called now, where the event itself does not say. */
export function eventInWords(event: ChangeEvent, name: string): string {
  switch (event.type) {
    case 'repo.baselined':
    case 'repo.added':
    case 'repo.returned':
      return event.after.name;
    case 'repo.recreated':
      return `${event.after.name} (made again)`;
    case 'repo.renamed':
      return `${event.before.name} → ${event.after.name}`;
    case 'repo.missing':
    case 'repo.removed':
      return event.before.name;
    case 'repo.gated':
      return `${name}: ${event.after.gated === false ? 'open to everybody' : `access on request (${event.after.gated})`}`;
    case 'repo.facts':
      return `${event.after.repo}: facts read from its files`;
    case 'article.baselined':
    case 'article.added':
    case 'article.changed':
      return event.after.title;
    case 'belief.changed': {
      const { release, model, attribute, value } = event.after;
      const subject = `${model === '' ? release : model}, ${attribute.replaceAll('_', ' ')}`;
      return `${subject}: ${plain(event.before.value)} → ${plain(value)}`;
    }
    case 'article.removed':
      return event.before.title;
    case 'entry.baselined':
    case 'entry.added':
    case 'entry.returned':
      return event.after.subject;
    case 'entry.missing':
    case 'entry.removed':
      return event.before.subject;
    case 'entry.changed':
    case 'repo.changed':
      return `${name}: ${Object.keys(event.after).join(', ')}`;
  }
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
