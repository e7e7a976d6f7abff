import { AppError } from "@/lib/errors";
import { encoderInputs, longestInput, poolsTokens } from "./transformer-graph";
import type { Session } from "@/lib/onnx/session";
import type { TokenRow } from "@/lib/onnx/tokenizer";
import type { EncoderConfig } from "./encoder-config";

/** Tokens of one run, padding included: enough to keep two cores busy, and a few megabytes of activations a layer. */
const TOKENS_A_RUN = 4096;
/** Lengths are rounded up to this, so that the runtime meets few shapes. */
const LENGTH_STEP = 16;

/**
 * What an encoder's session gives for tokenised texts, `width` numbers each. Texts of like length go together, so that little is
 * spent on padding. // [rows, width] in the order given
 */
export const runTokens = async (
  session: Session,
  config: EncoderConfig,
  rows: readonly TokenRow[],
  output: { name: string; width: number },
  signal?: AbortSignal,
): Promise<Float32Array> => {
  const { name, width } = output;
  const values = new Float32Array(rows.length * width);
  for (const { positions, length } of batchByLength(rows, longestInput(config))) {
    signal?.throwIfAborted();
    const own = positions.map((position) => rows[position]);
    const { [name]: given } = await session.run(padTokens(config, own, length));
    if (given?.length !== positions.length * width)
      throw new RangeError(`the encoder gave ${given?.length ?? 0} numbers for ${positions.length} texts`);
    if (!given.every(Number.isFinite)) throw overflown();
    for (const [place, position] of positions.entries()) values.set(given.subarray(place * width, (place + 1) * width), position * width);
  }
  return values;
};

/** Weights that are finite each may still give what is not; every loss and score on it would be no number. */
const overflown = (): AppError =>
  new AppError("refused", {
    userMessage:
      "The encoder gives values that are not finite numbers: its weights are far too large, so they were damaged or belong to another model. Get its folder again, or take another encoder.",
  });

export const batchByLength = (rows: readonly TokenRow[], longest: number): { positions: number[]; length: number }[] => {
  const batches: { positions: number[]; length: number }[] = [];
  const byLength = [...rows.keys()].sort((a, b) => (rows[a]?.ids.length ?? 0) - (rows[b]?.ids.length ?? 0) || a - b);
  for (const position of byLength) {
    const length = Math.min(Math.ceil((rows[position]?.ids.length ?? 1) / LENGTH_STEP) * LENGTH_STEP, longest);
    const last = batches.at(-1);
    if (last?.length === length && (last.positions.length + 1) * length <= TOKENS_A_RUN) last.positions.push(position);
    else batches.push({ positions: [position], length });
  }
  return batches;
};

/** Inputs of one run; padding is masked, and its numbers do not matter. */
export const padTokens = (
  config: EncoderConfig,
  rows: readonly (TokenRow | undefined)[],
  length: number,
): Record<string, { data: BigInt64Array; shape: number[] }> => {
  const fill = (pad: number, of: (row: TokenRow) => readonly number[]): { data: BigInt64Array; shape: number[] } => {
    const data = new BigInt64Array(rows.length * length).fill(BigInt(pad));
    for (const [place, row] of rows.entries()) if (row) of(row).forEach((value, k) => (data[place * length + k] = BigInt(value)));
    return { data, shape: [rows.length, length] };
  };
  return {
    [encoderInputs.ids]: fill(config.padToken, (row) => row.ids),
    [encoderInputs.mask]: fill(0, (row) => row.ids.map(() => 1)),
    ...(config.segments > 0
      ? { [encoderInputs.segments]: fill(0, (row) => row.segments.map((segment) => Math.min(segment, config.segments - 1))) }
      : {}),
    ...(poolsTokens(config) ? { [encoderInputs.pooled]: fill(0, (row) => row.marked) } : {}),
  };
};
