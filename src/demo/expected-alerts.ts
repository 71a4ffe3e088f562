import type { AlertContent } from '../domain/alert.ts';
import type { Arrival } from './webhook-receiver.ts';
import type { Happening } from './world.ts';

/** Kind and release of the alert that something is worth; none where nobody is to be told. */
export function expectedAlert({ meaning, release }: Pick<Happening, 'meaning' | 'release'>): string[] {
  switch (meaning) {
    case 'new-release':
      return [`release.new ${release}`];
    case 'available':
      return [`release.available ${release}`];
    // The one that joins is the chat model after its base.
    case 'joins':
      return [`release.extended ${release}`];
    default:
      return [];
  }
}

/** Kind and release of a message, spelled as above; the title of what is about no release. */
export function alertIn({ body }: Pick<Arrival, 'body'>): string {
  const { type, data } = JSON.parse(body.toString('utf8')) as { type: string; data: AlertContent };
  return `${type} ${data.release?.name ?? data.alert.title}`;
}
