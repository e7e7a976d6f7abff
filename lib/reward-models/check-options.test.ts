import { describe, expect, it } from "vitest";
import { checkOptions, readOptions } from "@/lib/reward-models/check-options";
import { trainOptionsSchema } from "@/lib/reward-models/schema";
import type { Train } from "@/lib/reward-models/schema";

const asked = (loss: NonNullable<Train["loss"]>, options: NonNullable<Train["options"]>, head: NonNullable<Train["head"]> = "linear") => ({
  head,
  loss,
  options: trainOptionsSchema.parse(options),
});

describe("options that a training does not read", () => {
  it("are refused with what they are and which loss reads them", () => {
    expect(() => checkOptions(asked("bradley-terry-ties", { margin: 1, smoothing: 0.1 }))).toThrow(
      "The loss bradley-terry-ties has no use for a margin and smoothed labels. Leave these out, or train with the loss bradley-terry.",
    );
    expect(() => checkOptions(asked("ordinal", { targets: "posterior" }))).toThrow(
      "The loss ordinal has no use for labels with their probability. Leave this out, or train with the loss bradley-terry, bradley-terry-ties, or preference.",
    );
    expect(() => checkOptions(asked("preference", { margin: 1 }))).toThrow("no use for a margin");
    expect(() => checkOptions(asked("cost", { planes: 3, margin: 1 }))).toThrow("planes. Leave these out.");
    // A fine-tuning has the comparisons' loss, and reads none of them.
    expect(() => checkOptions(asked("bradley-terry", { tuneLayers: 1, smoothing: 0.1 }))).toThrow(
      "A fine-tuning has no use for smoothed labels. Leave this out.",
    );
  });

  it("are refused where they are a head's, a fine-tuning's, or of several questions", () => {
    expect(() => checkOptions(asked("bradley-terry", { hidden: 64 }))).toThrow(
      "The head linear has no use for a number of hidden units. Leave this out, or train with the head mlp.",
    );
    expect(() => checkOptions(asked("bradley-terry", { rank: 4 }, "mlp"))).toThrow("or train with the head low-rank.");
    expect(() => checkOptions(asked("bradley-terry", { rank: 4, hidden: 4 }))).toThrow(
      "The head linear has no use for a number of hidden units and a rank of the head. Leave these out.",
    );
    expect(() => checkOptions(asked("bradley-terry", { tuneRank: 4, tuneDecay: "cosine" }))).toThrow(
      "A training that leaves the encoder as it is has no use for a rank of adapters and a decay of the learning rate. Leave these out, or say how many layers are fine-tuned.",
    );
    expect(() => checkOptions(asked("bradley-terry", { tuneLayers: 1, penalty: 1, questions: "all" }))).toThrow(
      "A fine-tuning has no use for questions beside the first and a penalty. Leave these out.",
    );
    expect(() => checkOptions(asked("cost", { questions: ["safer", "helpful"] }))).toThrow(
      "The loss cost has no use for questions beside the first. Leave this out, or train with the loss bradley-terry, bradley-terry-ties, plackett-luce, pro, regression, or ordinal.",
    );
    // What is wrong in two ways is told in both.
    expect(() => checkOptions(asked("cost", { margin: 1, hidden: 8 }))).toThrow(/no use for a margin\. .* The head linear has no use for/u);
  });

  it("are taken where they are read, and where they say what is done anyway", () => {
    checkOptions(asked("bradley-terry", { targets: "posterior", margin: 1, smoothing: 0.1, gapWeights: true }));
    checkOptions(asked("preference", { targets: "posterior", smoothing: 0.1, planes: 3 }));
    checkOptions(asked("bradley-terry-ties", { targets: "posterior", penalty: 1 }));
    checkOptions(asked("bradley-terry", { hidden: 8 }, "mlp"));
    checkOptions(asked("bradley-terry", { rank: 2, questions: "all" }, "low-rank"));
    checkOptions(asked("bradley-terry", { tuneLayers: 2, tuneRank: 4, tuneAlpha: 8, tuneEpochs: 1, tuneRate: 0.1, tuneDecay: "constant" }));
    // One question is which one is learned from.
    for (const loss of ["preference", "cost"] as const) checkOptions(asked(loss, { questions: ["safer", "safer"] }));
    for (const loss of ["plackett-luce", "pro", "regression", "ordinal", "cost"] as const) checkOptions(asked(loss, { ensemble: 2 }));
  });

  it("are dropped from what is trained again by itself", () => {
    const ties = asked("bradley-terry-ties", { margin: 1, smoothing: 0.1, targets: "posterior", penalty: 3 });
    expect(readOptions(ties)).toMatchObject({ margin: 0, smoothing: 0, targets: "posterior", penalty: 3 });
    const mlp = asked("cost", { hidden: 4, rank: 4, tuneRate: 0.01, questions: ["safer", "helpful"] }, "mlp");
    expect(readOptions(mlp)).toMatchObject({ hidden: 4, rank: 8, tuneRate: 3e-4, questions: ["safer"] });
    expect(readOptions(asked("cost", { questions: "all" })).questions).toEqual([]);
    const tuned = asked("bradley-terry", { tuneLayers: 1, tuneRank: 4, penalty: 3, questions: ["safer"], hidden: 4 });
    expect(readOptions(tuned)).toMatchObject({ tuneLayers: 1, tuneRank: 4, penalty: 2, questions: ["safer"], hidden: 32 });
  });
});
