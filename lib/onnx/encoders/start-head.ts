import { intAt, realAt } from "@/lib/ml/math/access";
import { sigmoid, softplus } from "@/lib/ml/math/special";
import { minimise } from "@/lib/ml/optim/minimise";
import { openSession } from "@/lib/onnx/session";
import { buildEncoderModel, VECTORS } from "./text-encoder";
import { runTokens } from "./token-batches";
import type { IndexedPairs } from "@/lib/ml/reward/pairs";
import type { SessionSettings } from "@/lib/onnx/session";
import type { TokenRow } from "@/lib/onnx/tokenizer";
import type { EncoderFolder } from "./open-folder";

const HEAD_PENALTY = 1;

/** Ridge Bradley–Terry on the pooled vectors of the encoder as it is. */
export const startHead = async (
  { config, weights }: EncoderFolder,
  tokens: readonly TokenRow[],
  pairs: IndexedPairs,
  trained: readonly number[],
  settings: SessionSettings,
): Promise<Float32Array> => {
  const embed = async (): Promise<Float32Array> => {
    const session = await openSession(buildEncoderModel({ config, weights, steps: [] }), settings);
    try {
      return await runTokens(session, config, tokens, { name: VECTORS, width: config.width });
    } finally {
      await session.release();
    }
  };
  const vectors = await embed();
  const { width } = config;
  const { point } = await minimise(new Float64Array(width), (head) => {
    const gradient = head.map((value) => HEAD_PENALTY * value);
    let value = (HEAD_PENALTY / 2) * head.reduce((sum, weight) => sum + weight * weight, 0);
    for (const pair of trained) {
      const [one, two] = [intAt(pairs.first, pair) * width, intAt(pairs.second, pair) * width];
      let margin = 0;
      for (let k = 0; k < width; k += 1) margin += ((vectors[one + k] ?? 0) - (vectors[two + k] ?? 0)) * realAt(head, k);
      const [p, weight] = [realAt(pairs.pFirst, pair), realAt(pairs.weight, pair)];
      value += weight * (softplus(margin) - p * margin);
      const slope = weight * (sigmoid(margin) - p);
      for (let k = 0; k < width; k += 1) gradient[k] = realAt(gradient, k) + slope * ((vectors[one + k] ?? 0) - (vectors[two + k] ?? 0));
    }
    return { value, gradient };
  });
  return Float32Array.from(point);
};
