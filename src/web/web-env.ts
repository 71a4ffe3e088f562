import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { TokenRow } from '../store/schema.ts';

/** Who asks, and what they may. */
export interface Visitor {
  /** How they showed who they are. */
  readonly by: 'nothing' | 'session' | 'bearer';
  readonly token: TokenRow | null;
  readonly mayRead: boolean;
  readonly mayWrite: boolean;
  /** What a form that is sent by a signed-in browser has to hold; null where nobody is signed in. */
  readonly formToken: string | null;
}

/** Of whom nothing is known yet. */
export const NOBODY: Visitor = {
  by: 'nothing',
  token: null,
  mayRead: false,
  mayWrite: false,
  formToken: null,
};

/** What every handler of the page finds with a request. */
export interface WebEnv {
  readonly Bindings: HttpBindings;
  readonly Variables: { visitor: Visitor };
}

export type WebContext = Context<WebEnv>;
