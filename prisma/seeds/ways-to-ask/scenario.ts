import { createRandom } from "@/lib/ml/random/random";
import type { RandomStream } from "@/lib/ml/random/random";
import { people } from "../everyday-questions/scenario";
import { prompts } from "./prompts";
import type { SeedPrompt, SeedResponse } from "./prompts";

/** The second demo project: the kinds of question that the first does not ask, on prompts with four responses each. */
export const waysToAsk = {
  name: "Ways to ask",
  slug: "ways-to-ask",
  description: "A demo: the same responses ranked, rated and corrected. Simulated people have answered half of it; all of it is open.",
  seed: 20_261,
} as const;

/** What is asked beside the ranking that the project begins with. */
export const furtherCampaigns = [
  { kind: "pointwise", name: "Four ratings", slug: "four-ratings", template: "ultrafeedback" },
  { kind: "segment", name: "Mark and correct", slug: "mark-and-correct" },
] as const;

/** So many of the prompts have people's answers. */
export const answeredPrompts = 3;

type Person = (typeof people)[number];

/**
 * A person ranks by worth plus Gumbel noise, which is the model of Plackett and Luce. Its scale follows from the accuracy written in
 * the first project: a difference of one in worth is seen with that probability (the difference of two such noises is logistic).
 */
const noiseScale = ({ accuracy }: Person): number => 1 / Math.log(accuracy / (1 - accuracy));

const rank = (random: RandomStream, { responses }: SeedPrompt, who: Person): number[] => {
  const seen = responses.map(({ worth }) => worth - noiseScale(who) * Math.log(-Math.log(random.uniform())));
  return responses.map((_, ordinal) => ordinal).sort((a, b) => (seen[b] ?? 0) - (seen[a] ?? 0));
};

const onScale = (value: number): number => Math.min(5, Math.max(1, Math.round(value)));

/** Worth −1 … 2 on five points, an invented fact at two points of truthfulness, each with noise of the person's scale. */
const rate = (random: RandomStream, { worth, slips }: SeedResponse, who: Person) => {
  const noisy = (value: number): number => onScale(value + noiseScale(who) * random.normal());
  const helpful = 3 + worth;
  return {
    "instruction-following": noisy(helpful),
    truthfulness: noisy(slips.length > 0 ? 2 : 5),
    honesty: noisy(slips.length > 0 ? 3 : 4),
    helpfulness: noisy(helpful),
  };
};

/** A slip is marked with the probability of the person's accuracy; nothing else is. */
const mark = (random: RandomStream, { text, slips }: SeedResponse, who: Person) =>
  slips
    .filter(() => random.uniform() < who.accuracy)
    .map((slip) => ({ start: text.indexOf(slip), end: text.indexOf(slip) + slip.length, text: slip }));

const answers = (random: RandomStream, prompt: SeedPrompt) =>
  people.flatMap((who) => {
    const by = { annotator: who.name, kind: "human" };
    return [
      { ...by, ranking: rank(random, prompt, who) },
      ...prompt.responses.flatMap((response, ordinal) => {
        const segments = mark(random, response, who);
        return [
          { ...by, response: ordinal, ratings: rate(random, response, who) },
          { ...by, response: ordinal, ...(segments.length > 0 ? { segments } : { no_error: true }) },
        ];
      }),
    ];
  });

/** The rows in the import schema; the same each time. */
export const seedRows = () => {
  const random = createRandom(waysToAsk.seed);
  return prompts.map((prompt, index) => ({
    id: prompt.id,
    prompt: prompt.prompt,
    responses: prompt.responses.map(({ text, model }) => ({ text, model })),
    labels: index < answeredPrompts ? answers(random, prompt) : [],
    source: "written for the demo",
    license: "apache-2.0",
  }));
};
