import { createRandom } from "@/lib/ml/random/random";
import type { RandomStream } from "@/lib/ml/random/random";
import { code } from "./code";
import { healthAndTravel } from "./health-and-travel";
import { kitchenAndHome } from "./kitchen-and-home";
import { languagesAndFacts } from "./languages-and-facts";
import { maths } from "./maths";
import type { SeedPair } from "./pair";
import { writing } from "./writing";

/**
 * The demo project: sixty pairs in our own words, people and a judge whose true quality is written here, so that what the
 * product estimates can be held against it.
 */
export const everydayQuestions = {
  name: "Everyday questions",
  slug: "everyday-questions",
  description: "A demo: sixty pairs, four simulated people and one simulated judge. Their true quality is written in the seed.",
  seed: 20_260,
} as const;

/** P(names the better response) on a plain pair. On a close one it lies a quarter of the way to a coin's. */
export const people = [
  { name: "Ada", accuracy: 0.98 },
  { name: "Bruno", accuracy: 0.94 },
  { name: "Chiara", accuracy: 0.86 },
  { name: "Dov", accuracy: 0.64 },
] as const;

/** Takes the longer response without reading in this share of pairs; otherwise judges like a person of this accuracy. */
export const judge = { name: "simulated-judge", takesLonger: 0.4, accuracy: 0.88, priceMicros: 2_000 } as const;

/** What plans and judges may spend. Nothing is spent at first. */
export const budgetMicros = 20_000_000;

/** P(a person says "same") where nobody could tell; also how an error on a close pair splits between "same" and the wrong side. */
const saysSame = 0.75;

/** The first pairs, in the order drawn below, have three human labels each; of the rest, some wait for people. */
export const labelledPairs = 42;
export const openPairs = 12;
const labelsPerPair = 3;
const goldEvery = 6;

const domains = [kitchenAndHome, code, maths, healthAndTravel, writing, languagesAndFacts];

type Choice = 0 | 1 | "tie";
type Label = { annotator: string; kind: "human" | "lm" | "gold"; choice: Choice; strength?: number };
export type SeedRow = {
  id: string;
  prompt: SeedPair["prompt"];
  responses: { text: string; model: string }[];
  labels: Label[];
  source: string;
  license: string;
  meta: { domain: string };
};

const other = (side: 0 | 1): 0 | 1 => (side === 0 ? 1 : 0);

/** What a reader of this accuracy says of a pair whose better response stands at `better`. */
const readerChoice = (random: RandomStream, pair: SeedPair, better: 0 | 1, accuracy: number): Choice => {
  if (pair.gap === "equal") return random.uniform() < saysSame ? "tie" : random.uniform() < 0.5 ? 0 : 1;
  const right = pair.gap === "clear" ? accuracy : 0.75 * accuracy + 0.25 * 0.5;
  if (random.uniform() < right) return better;
  return pair.gap === "slight" && random.uniform() < saysSame ? "tie" : other(better);
};

/** Strength as files give it, P(the second response is better): "much" or "a little" on the five-point scale. */
const strengthOf = (random: RandomStream, pair: SeedPair, choice: Choice): number => {
  if (choice === "tie") return 0.5;
  const much = random.uniform() < (pair.gap === "clear" ? 0.7 : 0.2);
  const signed = much ? 1 : 0.5;
  return choice === 1 ? 0.5 + signed / 2 : 0.5 - signed / 2;
};

const person = (random: RandomStream, pair: SeedPair, better: 0 | 1, { name, accuracy }: (typeof people)[number]): Label => {
  const choice = readerChoice(random, pair, better, accuracy);
  return { annotator: name, kind: "human", choice, strength: strengthOf(random, pair, choice) };
};

const judged = (random: RandomStream, pair: SeedPair, better: 0 | 1): Label => {
  const longer = pair.better.text.length >= pair.worse.text.length ? better : other(better);
  const choice = random.uniform() < judge.takesLonger ? longer : readerChoice(random, pair, better, judge.accuracy);
  return { annotator: judge.name, kind: "lm", choice };
};

/** The rows of the demo in the import schema; the same each time. */
export const seedRows = (): SeedRow[] => {
  const random = createRandom(everydayQuestions.seed);
  // Domains take turns, so that labelled and open pairs are of every one.
  const pairs = domains
    .flatMap((domain) => domain.pairs.map((pair, i) => ({ pair, domain: domain.name, turn: i })))
    .sort((a, b) => a.turn - b.turn);
  return pairs.map(({ pair, domain }, index) => {
    const better = random.uniform() < 0.5 ? 0 : 1;
    const responses = better === 0 ? [pair.better, pair.worse] : [pair.worse, pair.better];
    const labels = [judged(random, pair, better)];
    if (index < labelledPairs) {
      const absent = index % people.length;
      labels.push(
        ...people
          .filter((_, i) => i !== absent)
          .slice(0, labelsPerPair)
          .map((who) => person(random, pair, better, who)),
      );
      if (index % goldEvery === 0 && pair.gap === "clear") labels.push({ annotator: "answer key", kind: "gold", choice: better });
    }
    return {
      id: pair.id,
      prompt: pair.prompt,
      responses,
      labels,
      source: "written for the demo",
      license: "apache-2.0",
      meta: { domain },
    };
  });
};
