import { AppError } from "@/lib/errors";
import { lossNames } from "@/lib/ml/reward/examples";
import type { LossName } from "@/lib/ml/reward/examples";
import { headSchema, trainOptionsSchema } from "@/lib/reward-models/schema";
import type { TrainOptions, TrainSettings } from "@/lib/reward-models/schema";

/** Settings that not every training reads, in the words of whoever is told so. */
const words = {
  targets: "labels with their probability",
  margin: "a margin",
  smoothing: "smoothed labels",
  gapWeights: "weights by gap",
  planes: "planes",
  questions: "questions beside the first",
  penalty: "a penalty",
  hidden: "a number of hidden units",
  rank: "a rank of the head",
  tuneRank: "a rank of adapters",
  tuneAlpha: "a strength of adapters",
  tuneEpochs: "a number of passes over the comparisons",
  tuneRate: "a learning rate",
  tuneDecay: "a decay of the learning rate",
} as const satisfies Partial<Record<keyof TrainOptions, string>>;
type Option = keyof typeof words;

const optionNames = Object.keys(words) as Option[];

const ofTuning: readonly Option[] = ["tuneRank", "tuneAlpha", "tuneEpochs", "tuneRate", "tuneDecay"];
const ofHeads: Readonly<Record<TrainSettings["head"], readonly Option[]>> = { linear: [], mlp: ["hidden"], "low-rank": ["rank"] };

/** Which a loss reads. The one with ties always takes labels with their probability: asking for that is asking for what it does. */
const ofLosses: Readonly<Record<LossName, readonly Option[]>> = {
  "bradley-terry": ["targets", "margin", "smoothing", "gapWeights", "questions"],
  preference: ["targets", "smoothing", "gapWeights", "planes"],
  "bradley-terry-ties": ["targets", "questions"],
  "plackett-luce": ["questions"],
  pro: ["questions"],
  regression: ["questions"],
  ordinal: ["questions"],
  cost: [],
};

/** Losses whose labels may be taken either as they were decided or with their probability. */
export const choosesTargets = (loss: LossName): boolean => loss === "bradley-terry" || loss === "preference";

type Asked = Pick<TrainSettings, "head" | "loss" | "options">;

const usual = trainOptionsSchema.parse({});

/** One question says which one is learned from; every training reads that. */
const isAsked = (options: TrainOptions, name: Option): boolean =>
  name === "questions" ? options.questions === "all" || new Set(options.questions).size > 1 : options[name] !== usual[name];

/** What is asked for and never read, by what does not read it. */
const unread = ({ head, loss, options }: Asked): { by: "tuning" | "no-tuning" | "head" | "loss"; names: Option[] }[] => {
  const asked = optionNames.filter((name) => isAsked(options, name));
  const within = (names: readonly Option[], read: readonly Option[]): Option[] =>
    asked.filter((name) => names.includes(name) && !read.includes(name));
  // A fine-tuning learns from the comparisons as they were decided, on the first question, and has a decay of weights of its own.
  if (options.tuneLayers > 0) return [{ by: "tuning", names: within(optionNames, ofTuning) }];
  return [
    { by: "loss", names: within(Object.values(ofLosses).flat(), ofLosses[loss]) },
    { by: "head", names: within(Object.values(ofHeads).flat(), ofHeads[head]) },
    { by: "no-tuning", names: within(ofTuning, []) },
  ];
};

const listed = new Intl.ListFormat("en");
const either = new Intl.ListFormat("en", { type: "disjunction" });

/** Refuses what the training would not read: ignored in silence, it would look as if it had been done. */
export const checkOptions = (asked: Asked): void => {
  const found = unread(asked).filter(({ names }) => names.length > 0);
  if (found.length === 0) return;
  const userMessage = found
    .map(({ by, names }) => {
      const no = `has no use for ${listed.format(names.map((name) => words[name]))}. Leave ${names.length === 1 ? "this" : "these"} out`;
      const able = (choices: readonly string[]): string => (choices.length === 0 ? "" : either.format(choices));
      if (by === "tuning") return `A fine-tuning ${no}.`;
      if (by === "no-tuning") return `A training that leaves the encoder as it is ${no}, or say how many layers are fine-tuned.`;
      if (by === "head") {
        const heads = able(headSchema.options.filter((head) => names.every((name) => ofHeads[head].includes(name))));
        return `The head ${asked.head} ${no}${heads === "" ? "" : `, or train with the head ${heads}`}.`;
      }
      const losses = able(lossNames.filter((loss) => names.every((name) => ofLosses[loss].includes(name))));
      return `The loss ${asked.loss} ${no}${losses === "" ? "" : `, or train with the loss ${losses}`}.`;
    })
    .join(" ");
  throw new AppError("invalid_input", { userMessage });
};

/** The options without what the training does not read: what was trained before that was refused is trained again as it was. */
export const readOptions = (asked: Asked): TrainOptions => {
  const names = unread(asked).flatMap((one) => one.names);
  const { questions } = asked.options;
  return {
    ...asked.options,
    ...Object.fromEntries(names.map((name) => [name, usual[name]])),
    ...(names.includes("questions") && { questions: questions === "all" ? [] : questions.slice(0, 1) }),
  };
};
