import { expect } from 'vitest';
import type { Place, Program } from './program.ts';

/** What a process of one role says when it is ready. */
const SAYS: Readonly<Record<string, string>> = {
  scheduler: 'watching what is due, for workers elsewhere',
  worker: 'working on what schedulers find due',
};

/** A process for each of these roles, ready. */
export async function startEach(
  place: Place,
  roles: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Program[]> {
  const programs = roles.map((role) => place.start(['start', '--role', role], environment));
  await Promise.all(programs.map((program, index) => program.says(SAYS[roles[index] ?? ''] ?? 'watch')));
  return programs;
}

/** Ends them as an operator does, which takes no error. */
export async function endAll(programs: readonly Program[]): Promise<void> {
  for (const program of programs) program.signal('SIGTERM');
  expect(await Promise.all(programs.map(({ ended }) => ended))).toEqual(programs.map(() => 0));
}
