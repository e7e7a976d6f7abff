import { expect, it } from "vitest";
import { createRandom } from "@/lib/ml/random/random";
import { noCache } from "@/lib/onnx/text-cache";
import { trainVersion } from "./train-version";
import type { LabelledPair } from "@/lib/ml/reward/pairs";
import type { VersionTraining } from "./version-training";

it("does not go on from a checkpoint whose test pairs were others, of as many", { timeout: 60_000 }, async () => {
  const random = createRandom(3);
  const text = (reasons: number): string =>
    [...Array.from({ length: 8 }, () => `w${random.integer(30)}`), ...new Array<string>(reasons).fill("because")].join(" ");
  const pair = (item: number): LabelledPair => ({
    ...{ promptId: `p${item}`, prompt: `Question ${item}`, first: text(item % 2), second: text(1 - (item % 2)) },
    ...{ pFirst: item % 2, weight: 1 },
  });
  const pairs = Array.from({ length: 40 }, (_, item) => pair(item));
  const test = Array.from({ length: 12 }, (_, item) => pair(100 + item));
  const training: VersionTraining = {
    recipe: "stack",
    tuning: null,
    examples: {
      rows: pairs.flatMap(({ promptId, prompt, first, second }) => [first, second].map((response) => ({ promptId, prompt, response }))),
      aspects: ["overall"],
      comparisons: pairs.map(({ pFirst }, index) => ({
        ...{ first: 2 * index, second: 2 * index + 1, aspect: 0, pFirst, pTie: 0, strength: null, weight: 1 },
      })),
      rankings: [],
      ratings: [],
    },
    groups: pairs.map(() => ({})),
    test: { pairs: test, groups: test.map(() => ({})) },
    settings: {
      ...{ head: "linear", loss: "bradley-terry", folds: 3, seed: 1, threads: 1, provider: "cpu" },
      options: {
        ...{ targets: "hard", margin: 0, smoothing: 0, gapWeights: false, planes: 1 },
        ...{ hidden: 4, rank: 2, penalty: 1, ensemble: 2 },
      },
    },
    title: "test",
    checkpoint: null,
  };
  const run = async (given: VersionTraining) => {
    const kept: Uint8Array[] = [];
    const outcome = await trainVersion(given, {
      ...{ cache: noCache, encoder: null, encoderFolder: null, memoryMb: 512, onProgress: () => undefined },
      onCheckpoint: async (bytes) => void kept.push(bytes),
    });
    return { outcome, checkpoint: kept.at(-1) ?? null };
  };
  const first = await run(training);
  expect((await run({ ...training, checkpoint: first.checkpoint })).outcome.resumed).toBe(true);
  // The same prompts, whose answers have turned since.
  const turned = { pairs: test.map((one) => ({ ...one, pFirst: 1 - one.pFirst })), groups: training.test?.groups ?? [] };
  const { outcome } = await run({ ...training, test: turned, checkpoint: first.checkpoint });
  expect(outcome.resumed).toBe(false);
  expect(outcome.test?.accuracy.value).toBeCloseTo(1 - (first.outcome.test?.accuracy.value ?? 9), 12);
});
