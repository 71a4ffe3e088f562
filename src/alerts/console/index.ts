import picocolors from 'picocolors';
import type { Channel, RenderedMessage, SendOutcome } from '../channel.ts';
import { safeContent } from '../safe-content.ts';
import { plainText } from '../wording.ts';
import { drawBlock } from './block.ts';

export interface ConsoleChannelOptions {
  readonly id: string;
  /** Gets whole lines, line break included. */
  readonly write: (text: string) => void;
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}

/**
 * Writes alerts to a terminal. What is stored is the plain text; colour and width are those of the terminal at the time
 * of sending. A terminal cannot recognise a repeat: after a kill at the wrong moment an alert may stand there twice.
 */
export function createConsoleChannel({ id, write, color, width }: ConsoleChannelOptions): Channel {
  const colors = picocolors.createColors(color);

  async function send(message: RenderedMessage): Promise<SendOutcome> {
    write(`${drawBlock(message.body, width, colors)}\n`);
    return { kind: 'sent' };
  }

  return {
    id,
    kind: 'console',
    render: (content, reader) => ({
      contentType: 'text/plain; charset=utf-8',
      body: plainText(safeContent(content), reader),
    }),
    send,
  };
}
