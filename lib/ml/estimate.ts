/**
 * A number with what is known about it. `ci` is a two-sided interval (95 % unless the function says otherwise) and is null
 * where none can be given, for example with a single resampling unit; `n` counts the units that the value rests on.
 */
export interface DefinedEstimate {
  value: number;
  ci: [number, number] | null;
  n: number;
}

/** What cannot be computed says why, in a sentence that may be shown to a person. */
export interface UndefinedEstimate {
  value: null;
  reason: string;
}

export type Estimate = DefinedEstimate | UndefinedEstimate;
