import { AppError } from "@/lib/errors";
import { lossNames } from "@/lib/ml/reward/examples";
import type { LossName } from "@/lib/ml/reward/examples";
import { trainOptionsSchema } from "@/lib/reward-models/schema";
import type { TrainOptions, TrainSettings } from "@/lib/reward-models/schema";

/** What changes the examples of a loss. */
const shaping = ["targets", "margin", "smoothing", "gapWeights", "planes"] as const;
type Shaping = (typeof shaping)[number];

const words: Readonly<Record<Shaping, string>> = {
  targets: "labels with their probability",
  margin: "a margin",
  smoothing: "smoothed labels",
  gapWeights: "weights by gap",
  planes: "planes",
};

/** Which of them a loss reads. The one with ties always takes labels with their probability: asking for that is asking for what it does. */
const readBy: Readonly<Record<LossName, readonly Shaping[]>> = {
  "bradley-terry": ["targets", "margin", "smoothing", "gapWeights"],
  preference: ["targets", "smoothing", "gapWeights", "planes"],
  "bradley-terry-ties": ["targets"],
  "plackett-luce": [],
  pro: [],
  regression: [],
  ordinal: [],
  cost: [],
};

/** Losses whose labels may be taken either as they were decided or with their probability. */
export const choosesTargets = (loss: LossName): boolean => loss === "bradley-terry" || loss === "preference";

type Asked = Pick<TrainSettings, "loss" | "options">;

const usual = trainOptionsSchema.parse({});

const unread = ({ loss, options }: Asked): Shaping[] => {
  // A fine-tuning learns from the comparisons as they were decided.
  const read = options.tuneLayers > 0 ? [] : readBy[loss];
  return shaping.filter((name) => options[name] !== usual[name] && !read.includes(name));
};

const listed = new Intl.ListFormat("en");
const either = new Intl.ListFormat("en", { type: "disjunction" });

/** Refuses what the training would not read: ignored in silence, it would stand in the model's card as if it had been done. */
export const checkLossOptions = (asked: Asked): void => {
  const names = unread(asked);
  if (names.length === 0) return;
  const tuned = asked.options.tuneLayers > 0;
  const able = tuned ? [] : lossNames.filter((loss) => names.every((name) => readBy[loss].includes(name)));
  throw new AppError("invalid_input", {
    userMessage: [
      `${tuned ? "A fine-tuning" : `The loss ${asked.loss}`} has no use for ${listed.format(names.map((name) => words[name]))}.`,
      `Leave ${names.length === 1 ? "this" : "these"} out${able.length === 0 ? "" : `, or train with the loss ${either.format(able)}`}.`,
    ].join(" "),
  });
};

/** The options without what the training does not read: what was trained before that was refused is trained again as it was. */
export const readOptions = ({ loss, options }: Asked): TrainOptions => ({
  ...options,
  ...Object.fromEntries(unread({ loss, options }).map((name) => [name, usual[name]])),
});
