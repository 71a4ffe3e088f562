import { setTimeout as delay } from 'node:timers/promises';
import type { Ledger } from './ledger.ts';
import { type LoggedError, NO_LOG, type Program, type ProgramTerms, startProgram } from './program.ts';
import type { Chance } from './random.ts';

export type FleetRole = 'scheduler' | 'worker';

/** How many there are of each, when none is missing. */
export const FLEET: Readonly<Record<FleetRole, number>> = { scheduler: 2, worker: 4 };

/** What a process of one role says when it has begun. */
const BEGINS: Readonly<Record<FleetRole, string>> = {
  scheduler: 'watching what is due, for workers elsewhere',
  worker: 'working on what schedulers find due',
};

const RESTARTED_AFTER_MS = 500;

/** One process of the program, on a machine of its own. */
export interface Member {
  readonly role: FleetRole;
  readonly machine: string;
  readonly program: Program;
}

/** Processes of all roles on one database. One that ends without having been asked to is an error. */
export class Fleet {
  readonly #terms: ProgramTerms;
  readonly #members = new Set<Member>();
  readonly #errors: LoggedError[] = [];
  /** Those that have begun. */
  readonly #working = new WeakSet<Member>();
  /** How many of the errors of each are known. */
  readonly #collected = new WeakMap<Program, number>();
  #machines = 0;
  #isClosed = false;

  /** `terms`: what all of them have in common. */
  constructor(terms: ProgramTerms) {
    this.#terms = terms;
  }

  /** Starts a process, on a new machine unless told. */
  start(role: FleetRole, { machine = this.#newMachine(), ahead = 0 } = {}): Member {
    const args = ['start', ...this.#terms.args, '--role', role];
    const program = startProgram({ ...this.#terms, args, machine, ahead });
    const member = { role, machine, program };
    program.says(BEGINS[role]).then(
      () => this.#working.add(member),
      () => {
        // It ended before.
      },
    );
    this.#members.add(member);
    void program.ended.then((end) => {
      if (!this.#members.has(member)) return;
      this.#forget(member);
      void this.#replace(member, end, ahead);
    });
    return member;
  }

  /** As a service manager does. That a server did not answer in time while it started is the fault of a busy machine. */
  async #replace(
    { role, machine, program }: Member,
    end: number | NodeJS.Signals,
    ahead: number,
  ): Promise<void> {
    if (!program.errors.some(isNoAnswer))
      this.#errors.push({ code: 'ended', text: `a ${role} ended by itself: ${end}` });
    await delay(RESTARTED_AFTER_MS);
    if (!this.#isClosed) this.start(role, { machine, ahead });
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

  /** Resolves when all are there and do their part, or so many of the workers. */
  async whenReady(workers: number = FLEET.worker): Promise<void> {
    const areReady = (role: FleetRole, count: number) =>
      this.of(role).filter((member) => this.#working.has(member)).length >= count;
    while (!areReady('worker', workers) || !areReady('scheduler', FLEET.scheduler)) await delay(20);
  }

  /** Errors that were logged since it was asked last go to the ledger. */
  tellErrors(ledger: Ledger): void {
    for (const member of this.#members) this.#collect(member);
    ledger.errors.push(...this.#errors.splice(0));
  }

  #collect({ program }: Member): void {
    const news = program.errors.slice(this.#collected.get(program) ?? 0);
    this.#errors.push(...news.filter((error) => !isNoAnswer(error)));
    this.#collected.set(program, program.errors.length);
  }

  #forget(member: Member): void {
    this.#members.delete(member);
    void member.program.ended.then(() => this.#collect(member));
  }

  /** Ends all of them, in whatever state. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#members].map((member) => this.kill(member)));
  }
}

/** The last words of a process that could not begin, since a server did not answer in time. */
function isNoAnswer({ code, text }: LoggedError): boolean {
  return code === NO_LOG && text.includes('cannot be reached');
}
