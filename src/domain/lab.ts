import type { NamingConventions } from './conventions.ts';
import type { OperatorDecisions } from './operator-decisions.ts';
import type { LabInTexts } from './signals/lab-in-texts.ts';

/** Who makes models: the unit that people subscribe to. */
export interface Lab {
  readonly id: string;
  readonly name: string;
  /** Chinese name. */
  readonly zh?: string;
  readonly aliases: readonly string[];
  /** Id of the lab that this one belongs to: rules match the lab or its parent. */
  readonly parent?: string;
  readonly organizations: {
    readonly huggingface: readonly string[];
    readonly modelscope: readonly string[];
    readonly github: readonly string[];
  };
  /** Titles on en.wikipedia.org. */
  readonly wikipedia: readonly string[];
  readonly families: readonly string[];
  /** Present where nothing of this lab is watched: the reason, so that nobody thinks it forgotten. */
  readonly unwatched?: string;
  readonly conventions?: NamingConventions;
  /** How articles speak of it. */
  readonly texts?: LabInTexts;
  /** What overrides.yaml says of its releases. */
  readonly decided?: OperatorDecisions;
}
