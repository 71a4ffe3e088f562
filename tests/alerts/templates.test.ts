import { describe, expect, it } from 'vitest';
import { messageParts } from '../../src/alerts/message-parts.ts';
import { plainLines } from '../../src/alerts/plain-message.ts';
import { createChannel } from '../../src/alerts/registry.ts';
import { fillTemplate, placeholdersIn, type Template } from '../../src/alerts/template.ts';
import { templateFieldNames } from '../../src/alerts/template-fields.ts';
import { templatesFor } from '../../src/alerts/templates.ts';
import { wordedFor } from '../../src/alerts/worded.ts';
import type { AlertContent } from '../../src/domain/alert.ts';
import { unsafeCharacters } from './hostile-content.ts';
import { hostileSubjects, subjects } from './subjects.ts';

function textWith(templates: readonly Template[], content: AlertContent, language: 'en' | 'zh-CN' = 'en') {
  const reader = { language, timeZone: 'UTC', templates };
  const parts = messageParts(wordedFor(content, reader), reader);
  return [parts.title, ...plainLines(parts)];
}

describe('templates', () => {
  const release: Template = {
    on: ['release.*'],
    title: '[{{lab.name}}] {{ release.name }}',
    lines: ['{{release.size}} / {{release.licence}}', 'paper {{release.paper}}', 'always'],
  };

  it('replace title and lines, and keep the links; a line without its value is dropped', () => {
    expect(textWith([release], subjects.new)).toEqual([
      '[Zhipu AI] GLM-4.5',
      '355B, 32B active / MIT',
      'always',
      'zai-org/GLM-4.5: https://huggingface.co/zai-org/GLM-4.5',
      'zai-org/GLM-4.5-FP8: https://huggingface.co/zai-org/GLM-4.5-FP8',
    ]);
    expect(textWith([release], subjects.new, 'zh-CN').slice(0, 2)).toEqual([
      '[智谱] GLM-4.5',
      '355B，激活 32B / MIT',
    ]);
  });

  it('leave our title where a value is missing, and our lines where they name none', () => {
    const [title, summary] = textWith([{ on: ['*'], title: '{{news.publisher}}' }], subjects.new);
    expect(title).toBe('Zhipu AI released GLM-4.5');
    expect(summary).toContain('355B');
  });

  it('are for the kinds, channels and languages that they name; the first that fits is taken', () => {
    const all: Template[] = [
      { on: ['lab.news'], title: 'news' },
      { on: ['*'], to: ['a'], title: 'of a' },
      { on: ['*'], language: 'zh-CN', title: '中文' },
      { on: ['*'], title: 'any' },
    ];
    const title = (channel: string, language: 'en' | 'zh-CN', content: AlertContent) =>
      textWith(templatesFor(all, channel, language), content, language)[0];
    expect(title('a', 'en', subjects.new)).toBe('of a');
    expect(title('a', 'en', subjects.news)).toBe('news');
    expect(title('b', 'zh-CN', subjects.new)).toBe('中文');
    expect(title('b', 'en', subjects.new)).toBe('any');
  });

  it('never read what a value says as a template, and show it as harmless text', () => {
    const everything: Template = {
      on: ['*'],
      title: 'T {{alert.title}}',
      lines: templateFieldNames.map((name) => `{{${name}}}`),
    };
    for (const content of Object.values(hostileSubjects)) {
      const text = textWith([everything], content).join('\n');
      expect(text).not.toMatch(unsafeCharacters);
      expect(text.length).toBeLessThan(30_000);
    }
    expect(fillTemplate('{{a}}', () => '{{b}}')).toBe('{{b}}');
    const named = hostileSubjects.news as AlertContent;
    expect(textWith([{ on: ['*'], title: '{{news.publisher}}' }], named)[0]).toContain('{{release.name}}');
  });

  it('know every field of every kind without failing', () => {
    for (const content of Object.values(subjects)) {
      const lines = templateFieldNames.map((name) => `${name}={{${name}}}`);
      expect(textWith([{ on: ['*'], lines }], content).join('\n')).toContain(
        `alert.kind=${content.alert.kind}`,
      );
    }
  });

  it('are found whole, or said to be broken', () => {
    expect(placeholdersIn('{{ a }} {{b}}')).toEqual({ names: ['a', 'b'], broken: false });
    for (const text of ['{{a', 'a}}', '{{a}', '{{{a}}}}}']) expect(placeholdersIn(text).broken).toBe(true);
  });

  it('reach the channel that was configured', () => {
    const environment = {
      console: { write: () => {}, color: false, width: 80 },
      templates: [{ on: ['release.new'], to: ['here'], title: 'Look: {{release.name}}', lines: [] }],
    };
    const here = createChannel({ id: 'here', kind: 'console' }, environment);
    expect(here.render(subjects.new).body).toBe('Look: GLM-4.5');
    expect(createChannel({ id: 'there', kind: 'console' }, environment).render(subjects.new).body).toContain(
      'Zhipu AI released',
    );
  });
});
