import { marginsOf } from "@/lib/ml/routing/ridge-bradley-terry";
import type { PairRows } from "@/lib/ml/routing/ridge-bradley-terry";
import { sigmoid } from "@/lib/ml/math/special";
import { createRandom, permutation } from "@/lib/ml/random/random";
import type { RandomStream } from "@/lib/ml/random/random";

/**
 * Three made-up worlds in which it is known who errs where: A, people and the model err on different topics; B, the model is worse
 * throughout; C, people are noisier nearly everywhere. Each has pairs to route, a seed with both labels, gold, and unseen pairs.
 */

export type WorldName = "A" | "B" | "C";
export const worldNames: readonly WorldName[] = ["A", "B", "C"];

export const SIZES = { target: 4_500, seed: 1_500, gold: 300, test: 4_000 } as const;
const WIDTH = 48;
const TOPICS = 12;
const TOPIC_WIDTH = 5;
const TAGS = 49;
const SAFETY = [3, 5, 8];
const EXPERT = [1, 4, 7, 10];
/** The topic on which the model of world C goes wrong. */
const BLIND = 4;

export interface Part extends PairRows {
  /** P(second better), 0 or 1: the truth, one person's answer, the model's answer. // [n] */
  truth: Float64Array;
  human: Float64Array;
  lm: Float64Array;
  /** The model's confidence, ½ … 1, and whether swapping the responses changed its answer. // [n] */
  confidence: Float64Array;
  flipped: Uint8Array;
  /** 1 where the pair has the tag. // [n, TAGS] row-major */
  tags: Uint8Array;
}

export type World = { target: Part; seed: Part; gold: Part; test: Part; tags: number };

/** Weights that all pairs of a world share. */
interface Law {
  direction: Float64Array;
  bent: Float64Array;
  bases: Float64Array[];
  wayward: Float64Array;
  topicShare: Float64Array;
  taste: Float64Array[];
}

const unit = (random: RandomStream, d: number): Float64Array => {
  const values = Float64Array.from({ length: d }, () => random.normal());
  const length = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
  return values.map((value) => value / length);
};

const drawLaw = (random: RandomStream): Law => ({
  direction: unit(random, WIDTH).map((value, k) => (k === 0 ? 0.12 : value)),
  bent: unit(random, WIDTH),
  bases: Array.from({ length: TOPICS * TOPIC_WIDTH }, () => unit(random, WIDTH)),
  wayward: unit(random, WIDTH),
  topicShare: Float64Array.from({ length: TOPICS }, (_, topic) => 1 / (topic + 3)),
  taste: Array.from({ length: TOPICS }, () => unit(random, WIDTH)),
});

const dotOf = (x: Float64Array, at: number, v: Float64Array): number => v.reduce((sum, value, k) => sum + value * (x[at + k] ?? 0), 0);

const drawTopic = (random: RandomStream, share: Float64Array): number => {
  let left = random.uniform() * share.reduce((sum, value) => sum + value, 0);
  for (let topic = 0; topic < share.length; topic += 1) {
    left -= share[topic] ?? 0;
    if (left < 0) return topic;
  }
  return share.length - 1;
};

/** Sizes of errors, set so that a reward model of all-model and of all-human labels reaches what the published description says. */
const settings = {
  A: { lmNoise: 0.5, lmLength: 0.4, humanNoise: 0.5, direction: 0 },
  B: { lmNoise: 1.05, lmLength: 1.2, humanNoise: 0.6, direction: 1.5 },
  C: { lmNoise: 0.45, lmLength: 0.05, humanNoise: 0.6, direction: 0 },
} as const;

const drawPart = (name: WorldName, law: Law, random: RandomStream, n: number): Part => {
  const { lmNoise, lmLength, humanNoise, direction } = settings[name];
  const x = new Float64Array(n * WIDTH);
  const part: Part = {
    n,
    d: WIDTH,
    x,
    truth: new Float64Array(n),
    human: new Float64Array(n),
    lm: new Float64Array(n),
    confidence: new Float64Array(n),
    flipped: new Uint8Array(n),
    tags: new Uint8Array(n * TAGS),
  };
  for (let row = 0; row < n; row += 1) {
    const topic = drawTopic(random, law.topicShare);
    const at = row * WIDTH;
    for (let k = 0; k < WIDTH; k += 1) x[at + k] = 0.45 * random.normal();
    for (let j = 0; j < TOPIC_WIDTH; j += 1) {
      const size = 1.3 * random.normal();
      law.bases[topic * TOPIC_WIDTH + j]?.forEach((value, k) => (x[at + k] = (x[at + k] ?? 0) + size * value));
    }
    const length = 0.8 * random.normal();
    x[at] = length;
    const linear = 2.2 * dotOf(x, at, law.direction);
    const taste = law.taste[topic] ?? law.direction;
    const worth = linear + 0.35 * Math.tanh(3 * dotOf(x, at, law.bent)) + 0.95 * dotOf(x, at, taste);
    const truth = worth > 0 ? 1 : 0;
    part.truth[row] = truth;
    const safety = SAFETY.includes(topic);
    const expert = EXPERT.includes(topic);

    // The language model: a reader of its own with systematic faults, then noise.
    let seen = worth;
    if (name === "A") seen = safety ? -0.5 * worth : expert ? worth : worth + lmLength * 2 * length;
    if (name === "B") seen = worth + lmLength * length + direction * 1.4 * dotOf(x, at, law.wayward);
    if (name === "C") seen = topic === BLIND ? -worth : worth + lmLength * length;
    const logit = seen / lmNoise;
    const heard = logit + 0.9 * logistic(random);
    part.lm[row] = heard > 0 ? 1 : 0;
    part.confidence[row] = Math.max(0.5, Math.min(0.99, sigmoid(0.8 * Math.abs(logit) + 0.4 * random.normal())));
    part.flipped[row] = random.uniform() < 0.35 * Math.exp(-Math.abs(logit)) + 0.03 ? 1 : 0;

    // One of four people, the last of whom likes length; every eighth pair or so meets a tired one.
    const annotator = random.integer(4);
    const tired = random.uniform() < 0.12;
    let felt = worth + (annotator === 3 ? 0.5 * length : 0);
    if (name === "A" && expert) felt = 0.35 * worth + 1.3 * dotOf(x, at, law.wayward) * 1.6;
    if (name === "C") felt = worth + 0.45 * length;
    const own = felt / humanNoise + 0.9 * logistic(random) > 0 ? 1 : 0;
    const slips = (tired ? 0.35 : 0) + (name === "C" ? 0.28 : name === "A" && expert ? 0.2 : 0.02);
    // A slip is a coin's answer turned round: half of them happen to be right only where people guess.
    part.human[row] = random.uniform() < Math.min(0.5, slips) ? 1 - own : own;
    tagRow(part, row, { topic, length, worth, safety, expert, random, x, at });
  }
  return part;
};

const logistic = (random: RandomStream): number => {
  const u = Math.min(1 - 1e-12, Math.max(1e-12, random.uniform()));
  return Math.log(u / (1 - u));
};

/** 12 topics with a second one in a quarter of pairs, four numbers in three bins, safety, expertise, 18 of pure noise, one of all. */
const tagRow = (
  part: Part,
  row: number,
  facts: {
    topic: number;
    length: number;
    worth: number;
    safety: boolean;
    expert: boolean;
    random: RandomStream;
    x: Float64Array;
    at: number;
  },
): void => {
  const { topic, length, worth, safety, expert, random } = facts;
  const base = row * TAGS;
  part.tags[base + topic] = 1;
  if (random.uniform() < 0.25) part.tags[base + random.integer(TOPICS)] = 1;
  const norm = Math.sqrt(dotOf(facts.x, facts.at, facts.x.slice(facts.at, facts.at + WIDTH)));
  const bins = [
    binOf(Math.abs(length), 0.35, 0.85),
    binOf(norm, 4, 5),
    binOf(random.normal(), -0.43, 0.43),
    binOf(Math.abs(worth) + 0.3 * random.normal(), 0.6, 1.6),
    safety ? (random.uniform() < 0.75 ? 2 : 1) : random.uniform() < 0.9 ? 0 : 1,
    expert ? (random.uniform() < 0.75 ? 2 : 1) : random.uniform() < 0.85 ? 0 : 1,
  ];
  bins.forEach((bin, index) => {
    part.tags[base + TOPICS + 3 * index + bin] = 1;
  });
  for (let tag = 30; tag < 48; tag += 1) if (random.uniform() < 0.08 + 0.02 * (tag - 30)) part.tags[base + tag] = 1;
  part.tags[base + 48] = 1;
};

const binOf = (value: number, low: number, high: number): number => (value < low ? 0 : value < high ? 1 : 2);

/** A world by its seed; gold is the truth with 3 % of it turned round. */
export const drawWorld = (name: WorldName, seed: number): World => {
  const random = createRandom(7_919 * seed + name.charCodeAt(0));
  const law = drawLaw(random);
  const [target, seedPart, gold, test] = [SIZES.target, SIZES.seed, SIZES.gold, SIZES.test].map((n) => drawPart(name, law, random, n));
  if (!target || !seedPart || !gold || !test) throw new RangeError("a world has four parts");
  permutation(random, gold.n)
    .slice(0, Math.round(0.03 * gold.n))
    .forEach((row) => (gold.truth[row] = 1 - (gold.truth[row] ?? 0)));
  return { target, seed: seedPart, gold, test, tags: TAGS };
};

/** Share of unseen pairs that a reward model gets right. */
export const accuracyOn = (test: Part, theta: Float64Array): number => {
  let right = 0;
  marginsOf(test, theta).forEach((margin, row) => {
    right += margin > 0 === (test.truth[row] ?? 0) > 0.5 ? 1 : 0;
  });
  return right / test.n;
};
