import { createHash } from "node:crypto";
import { splitNames } from "@/lib/exports/schema";
import type { Recipe, SplitName } from "@/lib/exports/schema";

/** The splits that a recipe asks for, in their usual order. */
export const wantedSplits = (splits: Recipe["splits"]): SplitName[] => splitNames.filter((name) => splits[name] > 0);

/**
 * The split of a prompt: a number in [0, 1) drawn from the hash of seed and prompt, laid over the shares.
 * It needs no knowledge of the other prompts, so a prompt keeps its split when the project grows.
 */
export const chooseSplit = (promptHash: string, splits: Recipe["splits"], seed: number): SplitName => {
  const wanted = wantedSplits(splits);
  const [only] = wanted;
  if (only !== undefined && wanted.length === 1) return only;
  const draw = createHash("sha256").update(`split ${seed} ${promptHash}`).digest().readUIntBE(0, 6) / 2 ** 48;
  let upTo = 0;
  for (const name of wanted) {
    upTo += splits[name];
    if (draw < upTo) return name;
  }
  return wanted.at(-1) ?? "train";
};
