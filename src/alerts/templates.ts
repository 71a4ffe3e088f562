import type { AlertContent } from '../domain/alert.ts';
import type { AlertSubject } from '../domain/alert-subject.ts';
import { LINE_LENGTH, safeLine } from './hostile-text.ts';
import type { Reader } from './reader.ts';
import { patternCovers } from './rule-matching.ts';
import { fillTemplate, type Template } from './template.ts';
import { isTemplateField, templateFields } from './template-fields.ts';

/** The templates that are meant for this channel. */
export function templatesFor(
  templates: readonly Template[],
  channel: string,
  language: Reader['language'],
): Template[] {
  return templates.filter(
    ({ to, language: only }) =>
      (to === undefined || to.includes(channel)) && (only === undefined || only === language),
  );
}

/** Whether the operator says what stands below the title: then nothing of ours does. */
export function linesAreReplaced({ alert }: AlertContent, reader: Reader): boolean {
  return templateOf(alert.kind, reader)?.lines !== undefined;
}

/** The alert in the operator's words, as far as they wrote any. A title whose value is missing stays ours. */
export function replacedByTemplate(
  content: AlertContent,
  about: AlertSubject | undefined,
  reader: Reader,
): AlertContent {
  const template = templateOf(content.alert.kind, reader);
  if (template === undefined) return content;
  const lookUp = (name: string) => {
    if (!isTemplateField(name)) return null;
    const value = templateFields[name](content, about, reader);
    return value === null ? null : safeLine(value, LINE_LENGTH * 2);
  };
  const title = template.title === undefined ? null : fillTemplate(template.title, lookUp);
  const lines = template.lines
    ?.map((line) => fillTemplate(line, lookUp))
    .filter((line) => line !== null)
    .map((line) => safeLine(line, LINE_LENGTH * 3));
  const { alert } = content;
  return {
    ...content,
    alert: {
      ...alert,
      title: title === null ? alert.title : safeLine(title),
      ...(lines === undefined ? {} : { lines }),
    },
  };
}

function templateOf(kind: string, { templates }: Reader): Template | undefined {
  return templates.find(({ on }) => on.some((pattern) => patternCovers(pattern, kind)));
}
