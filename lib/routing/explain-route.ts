import { armName, isPeopleArm } from "@/lib/routing/arms-schema";
import type { Why } from "@/lib/routing/schema";
import { describeTagName } from "@/lib/tags/describe-condition";

/** Two digits, and no certainty that rounding makes. */
const probability = (value: number): string =>
  value < 0.005 ? "under .01" : value > 0.995 ? "over .99" : value.toFixed(2).replace(/^0/, "");

const logits = (value: number): string => value.toFixed(1).replace("-", "−");

const reasonWords = (feature: string, value: number, weight: number): string => {
  const [family, ...rest] = feature.split(": ");
  const subject = rest.join(": ");
  if (family === "tag gain")
    return `${describeTagName(subject)} (${value < 0 ? "−" : "+"}${Math.abs(1_000 * value).toPrecision(2)} a thousand items)`;
  if (family === "other judge")
    return value > 0
      ? subject
      : value < 0
        ? subject.replace(/ disagrees$/, " agrees with it")
        : `${subject.replace(/ disagrees$/, "")} says nothing`;
  if (family === "people" || family === "model") {
    const who = family === "people" ? "what people chose elsewhere" : "the reward model";
    if (subject.endsWith("contradicts the judge")) return value > 0 ? `${who} contradicts the judge` : `${who} sides with the judge`;
    if (subject.endsWith("is sure")) return weight > 0 === value > 0 ? `${who} is clear (${logits(value)})` : `${who} is unclear`;
    return value >= 0 ? `${who} agrees (${logits(value)})` : `${who} contradicts it (${logits(value)})`;
  }
  if (family === "other judges") return `${Math.round(50 + 50 * value)} % of the other judges disagree`;
  if (feature === "judge: took the second response")
    return value > 0 ? "the judge took the second response" : "the judge did not take the second response";
  if (feature === "judge: its answer is like its others")
    return value >= 0 ? "the answer is what its other labels lead to expect" : "the answer is not what its other labels lead to expect";
  if (feature === "judge: share of its repeated answers that differ") return `${Math.round(100 * value)} % of its repeated answers differ`;
  if (feature === "judge: sureness that it gave") return `the judge was ${Math.round(100 * value)} % sure`;
  if (family === "judge")
    return value > 0
      ? `the judge ${subject}`
      : `the judge ${subject.startsWith("changed") ? "kept its answer when the order was swapped" : "took a side"}`;
  if (subject === "judge took the longer response")
    return value > 0
      ? "the judge took the longer response"
      : value < 0
        ? "the judge took the shorter response"
        : "the responses are equally long";
  if (family === "length") return `lengths differ ${Math.exp(value).toFixed(1)} times`;
  if (subject === "words the responses share") return `responses share ${Math.round(100 * value)} % of their words`;
  if (feature === "text: length of the shorter response") return `the shorter response has ${Math.round(Math.expm1(value))} characters`;
  if (family === "text") return `a prompt of ${Math.round(Math.expm1(value))} characters`;
  return value > 0 ? feature.replace(/^tag: /, "") : `not ${feature.replace(/^tag: /, "")}`;
};

/** What an arm is expected to make of an item, beside what its label is worth now. */
const armWords = (arm: string, { before, after, labels }: NonNullable<Why["chosen"]>): string => {
  if (isPeopleArm(arm)) {
    const answers = labels > 1 ? `, for ${labels.toFixed(1).replace(/\.0$/, "")} answers or so` : "";
    return `${armName(arm)} would be right with ${probability(after)}, the judge's label is with ${probability(before)}${answers}`;
  }
  return after === before
    ? `the judge's label is right with ${probability(before)}, and nobody else is worth their price`
    : `${armName(arm)} is right with ${probability(after)}, the first judge with ${probability(before)}`;
};

/** How a tag that a predictor goes by is named among the reasons of an item. */
export const tagGainReason = "tag gain: ";
/** What stands for all tags of an item among them. */
export const allTags = "together";

const lowerFirst = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;

/** Why an item goes where it goes, in words with the numbers behind. */
export const explainRoute = (arm: string, why: Why): string => {
  const human = isPeopleArm(arm);
  const head =
    why.pDisagree === null
      ? why.agreementLogits === null
        ? "Drawn without anything known of it"
        : `Reward model ${why.agreementLogits < 0 ? "contradicts" : "agrees with"} the judge by ${Math.abs(why.agreementLogits).toFixed(2)} logits`
      : `A person would differ with probability ${probability(why.pDisagree)}${why.pHumanRight === null ? "" : ` and then be right with ${probability(why.pHumanRight)}`}`;
  if (why.control) {
    const drawn = "Drawn at random, whatever its score, so that what routing gains can be measured";
    return why.pDisagree === null && why.agreementLogits === null ? drawn : `${drawn}: ${lowerFirst(head)}`;
  }
  // Reasons that point the other way would only confuse; the numbers in front hold them too.
  const fitting = why.reasons
    .filter(({ weight }) => (human ? weight > 0 : weight < 0))
    .filter(({ feature }, place, all) => {
      // A margin is several columns, and says one thing.
      const model = /^(people|model): /.exec(feature)?.[0];
      return model === undefined || all.findIndex((other) => other.feature.startsWith(model)) === place;
    })
    .slice(0, 2);
  const words = (fitting.length > 0 ? fitting : why.reasons.slice(0, 1)).map(({ feature, value, weight }) =>
    reasonWords(feature, value, weight),
  );
  const byTags = why.reasons.filter(({ feature }) => feature.startsWith(tagGainReason));
  if (byTags.length > 0) {
    const all = byTags.map(({ feature, value, weight }) => reasonWords(feature, value, weight)).join("; ");
    return `Predicted performance by its tags: ${all}. ${head}`;
  }
  if (why.chosen) return `${words.length === 0 ? "" : `${words.join("; ")}: `}${armWords(arm, why.chosen)}`;
  // What is particular to the item stands first: in a narrow column the end is cut.
  return words.length === 0 ? head : `${words.join("; ")}: ${lowerFirst(head)}`;
};
