/** The program's database as it is seen from outside, by whoever judges what the program does. */
export interface StoreView {
  /** Lets time pass for the program: what waits for its turn is due. */
  makeDue(): Promise<void>;
  /** Ids of the deliveries that are on their way, of one process or of all. */
  sending(pid?: number): Promise<string[]>;
  /** Processes that have a delivery on its way. */
  senders(): Promise<number[]>;
  /** How many deliveries are neither sent nor cancelled. */
  unsent(): Promise<number>;
  /** What is wrong with it in itself, in words. */
  damage(): Promise<string[]>;
  close(): Promise<void>;
}
