/** Makes a thing once for each key and hands it to all who ask while the key stays. Another key makes it forget. */
export class Remembered<Value> {
  readonly #make: () => Promise<Value>;
  #key: string | null = null;
  #value: Promise<Value> | null = null;

  constructor(make: () => Promise<Value>) {
    this.#make = make;
  }

  async of(key: string): Promise<Value> {
    if (this.#value === null || this.#key !== key) {
      const making = this.#make();
      this.#key = key;
      this.#value = making;
      // What failed is made again by the next who asks.
      making.catch(() => {
        if (this.#value === making) this.#value = null;
      });
    }
    return await this.#value;
  }
}
