import { expect, it } from 'vitest';
import { noteCandidates } from '../../src/store/candidates.ts';
import { model } from './models.ts';
import { DAY, type Rig, startRig } from './rig.ts';

/** A Thursday. */
const FROM = '2025-07-03T09:00:00Z';

async function watching(): Promise<Rig> {
  const rig = await startRig({
    orgs: ['Qwen'],
    repos: [model('Qwen/Qwen3-8B')],
    from: FROM,
    configure: (usual) => ({ ...usual, rules: [{ id: 'operators', on: ['lab.candidate'], to: ['team'] }] }),
  });
  await rig.refresh();
  return rig;
}

async function named(rig: Rig, ...organizations: readonly string[]): Promise<void> {
  const seen = organizations.map((organization) => ({
    organization,
    reason: 'linked' as const,
    url: `https://huggingface.co/${organization}`,
    title: `${organization}\u001b[2J is new\nforged line`,
  }));
  await rig.runtime.database.write((tx) => noteCandidates(tx, seen, rig.clock.now()));
}

function heard(rig: Rig): string[] {
  return rig.heard().map(({ kind, about }) => `${kind}: ${about}`);
}

it('once a week names the organizations that nobody watches, each once, with what to write', async () => {
  await using rig = await watching();
  await named(rig, 'NewLab', 'Other_Lab', 'seen-once', 'Qwen');
  await named(rig, 'NewLab', 'Other_Lab', 'Qwen');
  await rig.refreshEvery(DAY, 3);
  // Sunday: the first week is not over.
  expect(heard(rig)).toEqual([]);
  await rig.refreshEvery(DAY, 1);
  expect(heard(rig)).toEqual(['lab.candidate: 2 organizations that nobody watches were named']);
  const [message] = rig.receiver.messages;
  const { data } = JSON.parse(message?.body.toString() ?? '');
  expect(data.alert.lines).toEqual([
    'newlab: 2 times since 2025-07-03, last in NewLab is new forged line · https://huggingface.co/NewLab',
    'other_lab: 2 times since 2025-07-03, last in Other_Lab is new forged line · https://huggingface.co/Other_Lab',
    'To watch one, spelled as on the Hub, in labs.yaml: - { id: newlab, name: newlab, organizations: { huggingface: [newlab] } }',
    'and in sources.yaml: - { id: hf-newlab, kind: huggingface-org, lab: newlab, org: newlab }',
  ]);

  // Within the same week another is named often: that waits for the next. What was told is not told again.
  await named(rig, 'seen-once', 'NewLab');
  await rig.reopen();
  await rig.refreshEvery(DAY, 6);
  expect(heard(rig)).toEqual([]);
  await rig.refreshEvery(DAY, 1);
  expect(heard(rig)).toEqual(['lab.candidate: 1 organization that nobody watches was named']);
  await rig.refreshEvery(DAY, 14);
  expect(heard(rig)).toEqual([]);
});
