/** One message of a stream of server-sent events, as far as we send them. */
export interface Message {
  readonly id: string | null;
  readonly data: unknown;
}

export interface OpenStream extends AsyncDisposable {
  readonly status: number;
  readonly headers: Headers;
  /** Everything that came so far, as it came. */
  readonly text: () => string;
  /** Messages with data that came so far. */
  messages(): Message[];
  /** The last id that came, of a message with data or without. */
  lastId(): string | null;
  /** Resolves when the server has ended it. */
  readonly ended: Promise<void>;
}

/** Reads a stream until it is disposed of. Read by the rules of the standard, not by how it is written. */
export async function openStream(
  url: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<OpenStream> {
  const gone = new AbortController();
  const response = await fetch(url, { headers, signal: gone.signal });
  let text = '';
  const ended = (async () => {
    const decoder = new TextDecoder();
    try {
      for await (const chunk of response.body ?? []) text += decoder.decode(chunk, { stream: true });
    } catch (error) {
      // We went, or the connection was cut.
      if (!gone.signal.aborted && !(error instanceof TypeError)) throw error;
    }
  })();
  const blocks = () =>
    text
      .split('\n\n')
      .slice(0, -1)
      .map((block) => {
        const fields = block.split('\n').map((line) => /^(\w+): ?(.*)$/.exec(line));
        const of = (name: string) => fields.find((field) => field?.[1] === name)?.[2] ?? null;
        return { id: of('id'), data: of('data') };
      });
  return {
    status: response.status,
    headers: response.headers,
    text: () => text,
    messages: () =>
      blocks().flatMap(({ id, data }) => (data === null ? [] : [{ id, data: JSON.parse(data) as unknown }])),
    lastId: () => blocks().findLast(({ id }) => id !== null)?.id ?? null,
    ended,
    async [Symbol.asyncDispose]() {
      gone.abort();
      await ended;
    },
  };
}
