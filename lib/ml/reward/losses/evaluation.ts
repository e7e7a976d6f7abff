/** What a loss says at given outputs. */
export interface LossEvaluation {
  /** Loss of each example, without its weight, nats. // [examples] */
  losses: Float64Array;
  /** Gradient of Σ weight · loss. // [rows · outputs] */
  outputs: Float64Array;
  /** The same for the loss's own parameters (a tie threshold, the cuts between levels). // [extras] */
  extras: Float64Array;
}
