import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { createMetrics } from '../../src/observability/metrics.ts';

const read = (path: string) => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');

interface Rules {
  readonly groups: readonly { readonly rules: readonly Record<string, unknown>[] }[];
}

/** Names of all that is told, as Prometheus knows them. */
async function namesTold(): Promise<ReadonlySet<string>> {
  const text = await (await createMetrics('1.2.3', 'worker')).text(null);
  return new Set([...text.matchAll(/^# TYPE (\S+) /gm)].map(([, name]) => name ?? ''));
}

function namesIn(text: string): string[] {
  const names = [...text.matchAll(/\b(?:modelwatch|nodejs|process)_[a-z0-9]+(?:_[a-z0-9]+)*/g)];
  return [...new Set(names.map(([name]) => name))];
}

describe('metrics', () => {
  it('are the ones that the documents list', async () => {
    const own = [...(await namesTold())].filter((name) => name.startsWith('modelwatch_'));
    const [, section = ''] = /### Metrics\n([\s\S]*?)\n## /.exec(read('docs/operations.md')) ?? [];
    const listed = namesIn(section).filter((name) => name.startsWith('modelwatch_'));
    expect(listed.sort()).toEqual(own.sort());
  });

  it('are the ones that rules for Prometheus ask for', async () => {
    const told = await namesTold();
    const { groups } = parse(read('deploy/prometheus-alerts.yml')) as Rules;
    const rules = groups.flatMap((group) => group.rules);
    expect(rules.length).toBeGreaterThan(5);
    for (const rule of rules) {
      expect(rule).toMatchObject({
        alert: expect.stringMatching(/^Modelwatch[A-Z]/),
        labels: { severity: expect.stringMatching(/^(?:page|ticket)$/) },
        annotations: { summary: expect.stringMatching(/\S/) },
      });
      const asked = namesIn(String(rule.expr)).map((name) => name.replace(/_bucket$/, ''));
      expect(asked.length).toBeGreaterThan(0);
      for (const name of asked) expect([name, told.has(name)]).toEqual([name, true]);
    }
  });
});
