import { describe, expect, it } from "vitest";
import { checkLossOptions, readOptions } from "@/lib/reward-models/check-loss-options";
import { trainOptionsSchema } from "@/lib/reward-models/schema";
import type { Train } from "@/lib/reward-models/schema";

const asked = (loss: NonNullable<Train["loss"]>, options: NonNullable<Train["options"]>) => ({
  loss,
  options: trainOptionsSchema.parse(options),
});

describe("options that a loss does not read", () => {
  it("are refused with what they are and which loss reads them", () => {
    expect(() => checkLossOptions(asked("bradley-terry-ties", { margin: 1, smoothing: 0.1 }))).toThrow(
      "The loss bradley-terry-ties has no use for a margin and smoothed labels. Leave these out, or train with the loss bradley-terry.",
    );
    expect(() => checkLossOptions(asked("ordinal", { targets: "posterior" }))).toThrow(
      "The loss ordinal has no use for labels with their probability. Leave this out, or train with the loss bradley-terry, bradley-terry-ties, or preference.",
    );
    expect(() => checkLossOptions(asked("preference", { margin: 1 }))).toThrow("no use for a margin");
    expect(() => checkLossOptions(asked("cost", { planes: 3, margin: 1 }))).toThrow("planes. Leave these out.");
    // A fine-tuning has the comparisons' loss, and reads none of them.
    expect(() => checkLossOptions(asked("bradley-terry", { tuneLayers: 1, smoothing: 0.1 }))).toThrow(
      "A fine-tuning has no use for smoothed labels. Leave this out.",
    );
  });

  it("are taken where they are read, and where they say what is done anyway", () => {
    checkLossOptions(asked("bradley-terry", { targets: "posterior", margin: 1, smoothing: 0.1, gapWeights: true }));
    checkLossOptions(asked("preference", { targets: "posterior", smoothing: 0.1, planes: 3 }));
    checkLossOptions(asked("bradley-terry-ties", { targets: "posterior", penalty: 1 }));
    for (const loss of ["plackett-luce", "pro", "regression", "ordinal", "cost"] as const) checkLossOptions(asked(loss, { ensemble: 2 }));
  });

  it("are dropped from what is trained again by itself", () => {
    const { loss, options } = asked("bradley-terry-ties", { margin: 1, smoothing: 0.1, targets: "posterior", penalty: 3 });
    expect(readOptions({ loss, options })).toMatchObject({ margin: 0, smoothing: 0, targets: "posterior", penalty: 3 });
  });
});
