import type { Ledger } from './ledger.ts';
import { type LoggedError, type Program, type ProgramTerms, startProgram } from './program.ts';
import type { Chance } from './random.ts';

export type FleetRole = 'scheduler' | 'worker';

/** What a process of one role says when it has begun. */
const BEGINS: Readonly<Record<FleetRole, string>> = {
  scheduler: 'watching what is due, for workers elsewhere',
  worker: 'working on what schedulers find due',
};

/** One process of the program, on a machine of its own. */
export interface Member {
  readonly role: FleetRole;
  readonly machine: string;
  readonly program: Program;
  /** Resolves when it does its part; throws where it ends before. */
  readonly ready: Promise<void>;
}

/** Processes of all roles on one database. One that ends without having been asked to is an error. */
export class Fleet {
  readonly #terms: ProgramTerms;
  readonly #members = new Set<Member>();
  readonly #errors: LoggedError[] = [];
  #machines = 0;

  /** `terms`: what all of them have in common. */
  constructor(terms: ProgramTerms) {
    this.#terms = terms;
  }

  /** Starts a process, on a new machine unless told. */
  start(role: FleetRole, { machine = this.#newMachine(), ahead = 0 } = {}): Member {
    const args = ['start', ...this.#terms.args, '--role', role];
    const program = startProgram({ ...this.#terms, args, machine, ahead });
    const ready = program.says(BEGINS[role]);
    // Whoever waits for it is told; who is killed before it began says nothing more.
    ready.catch(() => {});
    const member = { role, machine, program, ready };
    this.#members.add(member);
    void program.ended.then((end) => {
      if (!this.#members.has(member)) return;
      this.#errors.push({ code: 'ended', text: `a ${role} ended by itself: ${end}` });
      this.#forget(member);
    });
    return member;
  }

  #newMachine(): string {
    this.#machines += 1;
    return `machine-${this.#machines}`;
  }

  of(role: FleetRole): Member[] {
    return [...this.#members].filter((member) => member.role === role);
  }

  /** One of them, by chance. */
  any(role: FleetRole, chance: Chance): Member {
    const members = this.of(role);
    const member = members[chance.between(0, members.length - 1)];
    if (member === undefined) throw new Error(`no ${role} is left`);
    return member;
  }

  /** As the system kills: without a word. Resolves when it is gone. */
  async kill(member: Member): Promise<void> {
    this.#forget(member);
    member.program.signal('SIGKILL');
    await member.program.ended;
  }

  /** As an operator stops it. */
  async stop(member: Member): Promise<void> {
    this.#forget(member);
    member.program.signal('SIGTERM');
    const end = await member.program.ended;
    if (end !== 0)
      this.#errors.push({ code: 'ended', text: `a ${member.role} that was stopped ended with ${end}` });
  }

  async whenReady(): Promise<void> {
    await Promise.all([...this.#members].map(({ ready }) => ready));
  }

  /** Errors that were logged since it was asked last go to the ledger. */
  tellErrors(ledger: Ledger): void {
    for (const member of this.#members) this.#collect(member);
    ledger.errors.push(...this.#errors.splice(0));
  }

  readonly #collected = new WeakMap<Program, number>();

  #collect({ program }: Member): void {
    this.#errors.push(...program.errors.slice(this.#collected.get(program) ?? 0));
    this.#collected.set(program, program.errors.length);
  }

  #forget(member: Member): void {
    this.#members.delete(member);
    void member.program.ended.then(() => this.#collect(member));
  }

  /** Ends all of them, in whatever state. */
  async close(): Promise<void> {
    await Promise.all([...this.#members].map((member) => this.kill(member)));
  }
}
