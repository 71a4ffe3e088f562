import { safeLine } from './hostile-text.ts';

/** The title of an article, and the lab that it is news of where it does not name it. */
export function newsTitle(labName: string, title: string): string {
  const own = safeLine(title) || '(no title)';
  return own.toLowerCase().includes(labName.toLowerCase()) ? own : safeLine(`${labName}: ${own}`);
}
