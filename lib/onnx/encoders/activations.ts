import { open } from "node:fs/promises";
import { createGraph } from "@/lib/onnx/graph/graph";
import { serialiseModel } from "@/lib/onnx/graph/serialise";
import { openSession } from "@/lib/onnx/session";
import { batchByLength, padTokens } from "./token-batches";
import { embedTokens, encoderLayer, hidePadding, longestInput, placeLayer, tokenInputs } from "./transformer-graph";
import type { SessionSettings } from "@/lib/onnx/session";
import type { TokenRow } from "@/lib/onnx/tokenizer";
import type { EncoderConfig } from "./encoder-config";
import type { EncoderWeights, LoadedWeight } from "./weight-names";

const OUTPUT = "activations";

/**
 * Writes the vectors of every token below layer `below` to a file, once for each text: a fine-tuning of the layers above reads them
 * at every pass instead of computing them again. Padding is zero. // file: [texts, length, width] float32
 */
export const cacheActivations = async (
  input: {
    config: EncoderConfig;
    weights: EncoderWeights<LoadedWeight>;
    below: number;
    rows: readonly TokenRow[];
    length: number;
    file: string;
    onText?: (done: number) => void;
    signal?: AbortSignal | undefined;
  },
  settings: SessionSettings,
): Promise<void> => {
  const { config, rows, length, file } = input;
  const session = await openSession(buildLowerModel(input), settings);
  const handle = await open(file, "w");
  try {
    const rowBytes = length * config.width * 4;
    await handle.truncate(rows.length * rowBytes);
    let done = 0;
    for (const { positions, length: padded } of batchByLength(rows, Math.min(length, longestInput(config)))) {
      input.signal?.throwIfAborted();
      const own = positions.map((position) => rows[position]);
      const { [OUTPUT]: values } = await session.run(padTokens({ ...config, pooling: "cls" }, own, padded));
      if (!values) throw new RangeError("the lower layers gave nothing");
      for (const [place, position] of positions.entries()) {
        const from = place * padded * config.width;
        const part = values.subarray(from, from + (rows[position]?.ids.length ?? 0) * config.width);
        await handle.write(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), 0, part.byteLength, position * rowBytes);
      }
      done += positions.length;
      input.onText?.(done);
    }
  } finally {
    await handle.close();
    await session.release();
  }
};

const buildLowerModel = ({
  config,
  weights,
  below,
}: {
  config: EncoderConfig;
  weights: EncoderWeights<LoadedWeight>;
  below: number;
}): Uint8Array => {
  const graph = createGraph();
  const tokens = tokenInputs(graph, config, ["batch", "length"]);
  const hidden = hidePadding(tokens.mask);
  let x = embedTokens(config, weights, tokens);
  for (const layer of weights.layers.slice(0, below)) x = encoderLayer(config, x, placeLayer(graph, layer), hidden);
  return serialiseModel(graph, [{ name: OUTPUT, value: x }]);
};
