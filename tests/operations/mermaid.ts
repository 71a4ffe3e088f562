/** One arrow of a state diagram, as `from --> to`. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly label: string;
}

export interface StateDiagram {
  /** The heading that it stands under. */
  readonly title: string;
  readonly arrows: readonly Arrow[];
}

const ARROW = /^\s*(\S+) --> (\S+?)(?:: (.+))?$/;

/** The state diagrams of a document (https://mermaid.js.org/syntax/stateDiagram.html). Throws for a line that is none of one. */
export function readStateDiagrams(markdown: string): StateDiagram[] {
  const diagrams: { title: string; arrows: Arrow[] }[] = [];
  let title = '';
  let open: { title: string; arrows: Arrow[] } | null = null;
  for (const line of markdown.split('\n')) {
    if (open === null) {
      title = /^#{2,3} (.+)$/.exec(line)?.[1] ?? title;
      if (line.trim() === 'stateDiagram-v2') open = { title, arrows: [] };
    } else if (line.trim() === '```') {
      diagrams.push(open);
      open = null;
    } else if (!/^\s*(?:state \w+ \{|\})?$/.test(line)) {
      open.arrows.push(readArrow(line));
    }
  }
  return diagrams;
}

function readArrow(line: string): Arrow {
  const [, from, to, label = ''] = ARROW.exec(line) ?? [];
  if (from === undefined || to === undefined) throw new Error(`no arrow of a state diagram: ${line}`);
  return { from, to, label };
}

/** What a scenario saw: the state before its one step, and the state after it. */
export type Seen = readonly [before: string, after: string];

/**
 * Performs transitions on the real store, by arrow (`ok --> failing`). Several are seen where an arrow stands for several:
 * it begins or ends at a state that holds others.
 */
export type Scenarios = Readonly<Record<string, () => Promise<readonly Seen[]>>>;
