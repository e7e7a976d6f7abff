import { createRandom } from "@/lib/ml/random/random";
import { people } from "../everyday-questions/scenario";
import { prompts } from "./prompts";
import type { SeedPrompt } from "./prompts";

/** The second demo project: the kinds of question that the first does not ask, on prompts with four responses each. */
export const waysToAsk = {
  name: "Ways to ask",
  slug: "ways-to-ask",
  description: "A demo: the same responses ranked, rated and corrected. Four simulated people have ranked half of the prompts; the rest is open.",
  seed: 20_261,
} as const;

/** What is asked beside the ranking that the project begins with. */
export const furtherCampaigns = [
  { kind: "pointwise", name: "Four ratings", slug: "four-ratings", template: "ultrafeedback" },
  { kind: "segment", name: "Mark and correct", slug: "mark-and-correct" },
] as const;

/** So many of the prompts have people's rankings. */
export const rankedPrompts = 3;

/**
 * A person ranks by worth plus Gumbel noise, which is the model of Plackett and Luce. Its scale is chosen by the accuracy written in
 * the first project: a difference of one in worth is seen with that probability (a logistic difference of two such noises).
 */
const noiseScale = (accuracy: number): number => 1 / Math.log(accuracy / (1 - accuracy));

const rank = (uniform: () => number, { responses }: SeedPrompt, accuracy: number): number[] => {
  const seen = responses.map(({ worth }) => worth - noiseScale(accuracy) * Math.log(-Math.log(uniform())));
  return responses.map((_, ordinal) => ordinal).sort((a, b) => (seen[b] ?? 0) - (seen[a] ?? 0));
};

/** The rows in the import schema; the same each time. */
export const seedRows = () => {
  const random = createRandom(waysToAsk.seed);
  return prompts.map((prompt, index) => ({
    id: prompt.id,
    prompt: prompt.prompt,
    responses: prompt.responses.map(({ text, model }) => ({ text, model })),
    labels:
      index < rankedPrompts
        ? people.map(({ name, accuracy }) => ({ annotator: name, kind: "human", ranking: rank(() => random.uniform(), prompt, accuracy) }))
        : [],
    source: "written for the demo",
    license: "apache-2.0",
  }));
};
