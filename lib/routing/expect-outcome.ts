import { hiddenShare, meanWithin, weightedMean } from "@/lib/ml/bootstrap/cluster-bootstrap";
import { knownTruthError } from "@/lib/ml/routing/known-truth-error";
import { routingCurve, routingGains } from "@/lib/ml/routing/routing-curve";
import type { Right } from "@/lib/ml/routing/routing-curve";
import { seedSignal } from "@/lib/ml/routing/seed-signal";
import { topItems } from "@/lib/ml/routing/strategies";
import { answeredRows, rightOn } from "@/lib/routing/learn-units";
import type { Learned } from "@/lib/routing/learn-units";
import { majorityReliability } from "@/lib/routing/observe-units";
import type { Reliability } from "@/lib/routing/observe-units";
import { spendBudget } from "@/lib/routing/price-a-label";
import type { Outlook, OutlookPoint } from "@/lib/routing/outlook-schema";
import type { RouteRequest } from "@/lib/routing/schema";

const curveShares = Array.from({ length: 21 }, (_, index) => index / 20);
const bootstrapDraws = 300;

const noSeed = "Nothing says how people and this judge differ: that needs at least 20 items that both have labelled.";

type Expected = Pick<
  Outlook,
  "predicted" | "allHuman" | "allLm" | "random" | "curve" | "randomCurve" | "bestShare" | "signal" | "yardstick"
>;

/** An estimate whose interval reaches further, down and up. */
const reaching = (estimate: Outlook["predicted"], down: number, up: number): Outlook["predicted"] => {
  if (estimate.value === null || !estimate.ci) return estimate;
  const [low, high] = estimate.ci;
  return { ...estimate, ci: [Math.max(0, low - down), Math.min(1, high + up)] };
};

/** Numbered anew from 0 without a gap: prompts that nobody answered are no part of what is resampled. */
const denseNumbers = (values: readonly number[]): Int32Array => {
  const numbers = new Map<number, number>();
  return Int32Array.from(values, (value) => {
    const number = numbers.get(value) ?? numbers.size;
    numbers.set(value, number);
    return number;
  });
};

/** 97.5 % point of the normal distribution. */
const z = 1.96;

/**
 * What is not known of how often people are right, where their agreement alone tells it, moves a person's accuracy by as much and the
 * judge's by dq/dρ = (K − 1)(Kd − K + 1)/(Kρ − 1)² as much (accuracy-from-agreement.ts).
 */
const judgeSlope = ({ classes: k, value }: Reliability, differing: number): number =>
  ((k - 1) * (k * differing - k + 1)) / Math.max(0.2, k * value - 1) ** 2;

/** An estimate whose interval also holds an error that resampling does not show; it lies within `least` and 1. */
const alsoOff = (estimate: Outlook["predicted"], standardError: number, least: number): Outlook["predicted"] => {
  if (estimate.value === null || !estimate.ci) return estimate;
  const more = z * standardError;
  const [below, above] = [estimate.value - estimate.ci[0], estimate.ci[1] - estimate.value];
  return {
    ...estimate,
    ci: [Math.max(least, estimate.value - Math.hypot(below, more)), Math.min(1, estimate.value + Math.hypot(above, more))],
  };
};

/** An estimate whose interval also holds what another way of telling it says, so much above it. */
const holdingAlso = (estimate: Outlook["predicted"], above: number): Outlook["predicted"] =>
  estimate.value === null || !estimate.ci
    ? estimate
    : { ...estimate, ci: [Math.max(-1, estimate.ci[0] + Math.min(0, above)), Math.min(1, estimate.ci[1] + Math.max(0, above))] };

/**
 * How right the majority of k people is, from how right one who answered was. On an item where a person is right with f the majority is
 * with m(f): of a person's errors it puts the share (m − f)/(1 − f) right, and where f is below ½ it leaves m/f of what is right. What
 * one person came to is 0 or 1 where the truth is known, and no chance of which a majority could be reckoned: 3 people of .75 were told
 * to be right with .78 together, not .84.
 */
const byMajority = (person: Float64Array, foreseen: Float64Array, k: number): Float64Array =>
  person.map((one, row) => {
    const f = foreseen[row] ?? one;
    const m = majorityReliability(f, k);
    return m >= f ? one + (f < 1 ? ((1 - one) * (m - f)) / (1 - f) : 0) : (one * m) / f;
  });

/** Every item as right as all are in the mean: what a random choice among them meets, whichever it draws. */
const alike = ({ person, judge }: Right, weights: Float64Array | null): Right => {
  const ones = weights ?? new Float64Array(person.length).fill(1);
  const [people, machine] = [person, judge].map((values) => new Float64Array(values.length).fill(weightedMean(values, ones) ?? 0));
  return { person: people ?? person, judge: machine ?? judge };
};

/** What is known of the units that people and the judge have both labelled, as a share of people is replayed on them. */
type Replay = {
  learned: Learned;
  seedScore: Float64Array; // [rows]
  differs: Float64Array; // [rows]
  cluster: Int32Array; // [rows]
  drawnBlindly: boolean;
  yardstick: SeedRight["yardstick"];
  curveData: Parameters<typeof routingCurve>[0];
  /** Mean of `differs`. */
  differing: number;
  /** Share of units that may lie hidden behind as many that are all alike. */
  hidden: number;
  slope: number;
  truths: Parameters<typeof knownTruthError>[0] | null;
  /** How right people and the judge are, and how right reliabilities alone tell them to be; null where nothing is told by these. */
  seen: Right;
  other: Right | null;
  /** Rows with the highest score first. */
  order: readonly number[];
  settings: { draws: number; seed: number };
};
type SeedRight = ReturnType<typeof rightOn>;

const replayOn = (learned: Learned, score: Float64Array, request: RouteRequest): Replay => {
  const { data } = learned;
  const rows = answeredRows(learned);
  const differs = Float64Array.from(rows, (row) => data.differs[row] ?? 0);
  const cluster = denseNumbers(rows.map((row) => data.prompt[row] ?? 0));
  const right = rightOn(learned, rows, request.lm);
  const { yardstick, resampled, modelled, implied } = right;
  // Of several people the majority counts.
  const asAsked = ({ person, judge }: Right, foreseen: Float64Array): Right => ({
    person: request.overlap === 1 ? person : byMajority(person, foreseen, request.overlap),
    judge,
  });
  const seedScore = Float64Array.from(rows, (row) => score[row] ?? 0);
  const drawnBlindly = request.strategy === "random";
  const told = (weights: Float64Array): Right => {
    const own = resampled ? resampled(weights) : right;
    return asAsked(own, own.foreseen);
  };
  const seen = asAsked(right, right.foreseen);
  // Known truths are what they are in every resample; what a majority makes of them is not.
  const toldAnew = resampled !== null && (yardstick === "agreement" || request.overlap > 1);
  const { person: personRight } = asAsked({ person: right.known.personRight, judge: right.known.judgeRight }, right.foreseen);
  const differing = differs.reduce((sum, value) => sum + value, 0) / Math.max(1, differs.length);
  return {
    learned,
    seedScore,
    differs,
    cluster,
    drawnBlindly,
    yardstick,
    curveData: {
      score: seedScore,
      ...(drawnBlindly ? alike(seen, null) : seen),
      cluster,
      resampled: drawnBlindly ? (weights: Float64Array) => alike(told(weights), weights) : toldAnew ? told : null,
    },
    differing,
    // Items that are all alike, agreed or not, are alike in every resample: what so many may yet hide is told by how many they are.
    hidden: yardstick === "people" && differs.every((value) => value === differs[0]) ? hiddenShare(new Set(cluster).size, 0.95) : 0,
    slope: judgeSlope(learned.people, differing),
    truths: modelled && { ...right.known, personRight, modelled: asAsked(modelled, right.foreseen), differs, cluster },
    seen,
    other: implied && asAsked(implied, right.foreseen),
    order: Array.from(topItems(seedScore, rows.length)),
    settings: { draws: bootstrapDraws, seed: request.seed },
  };
};

/** How much of each item goes to people where a share of them does. */
const firstOf = ({ differs, drawnBlindly, order }: Replay, share: number): Float64Array => {
  const toPeople = new Float64Array(differs.length).fill(share);
  if (drawnBlindly) return toPeople;
  order.forEach((row, place) => (toPeople[row] = Math.min(1, Math.max(0, share * differs.length - place))));
  return toPeople;
};

/** What resampling does not show of an accuracy or a difference of two, which people's reliability moves `moved` times as much. */
const errorOf = ({ yardstick, learned, truths }: Replay, moved: number, toPeople: Float64Array, less: Float64Array | null): number =>
  yardstick === "agreement" ? learned.people.standardError * Math.abs(moved) : truths ? knownTruthError(truths, toPeople, less) : 0;

/** By how much reliabilities alone tell more, of the share of right labels where so much of each item goes to people. */
const toldAbove = ({ seen, other }: Replay, toPeople: Float64Array): number =>
  other === null
    ? 0
    : toPeople.reduce((sum, part, row) => {
        const [person, judge] = [(other.person[row] ?? 0) - (seen.person[row] ?? 0), (other.judge[row] ?? 0) - (seen.judge[row] ?? 0)];
        return sum + part * person + (1 - part) * judge;
      }, 0) / toPeople.length;

type Drawn = ReturnType<typeof routingCurve>[number];

/** The accuracy at a share of people, with all that resampling does not show of it. */
const accuracyAt = (replay: Replay, point: Drawn, atRandom: boolean): Outlook["predicted"] => {
  const { slope, hidden, differing, differs } = replay;
  const toPeople = atRandom ? new Float64Array(differs.length).fill(point.share) : firstOf(replay, point.share);
  const error = errorOf(replay, point.share + (1 - point.share) * slope, toPeople, null);
  return reaching(
    holdingAlso(alsoOff(atRandom ? point.random : point.accuracy, error, 0), toldAbove(replay, toPeople)),
    hidden * (1 - point.share) * (1 - differing),
    hidden * (1 - point.share) * differing,
  );
};

/** Differences on the same resamples: from the judge alone, from people alone, from the point before, and to the highest one behind. */
const gainsOf = (replay: Replay, heights: readonly number[]): OutlookPoint["gains"][] => {
  const { slope } = replay;
  const steps = curveShares.flatMap((share, index) => {
    const highest = heights.lastIndexOf(Math.max(...heights.slice(index)));
    return [
      { from: 0, to: share },
      { from: 1, to: share },
      { from: curveShares[index - 1] ?? share, to: share },
      { from: share, to: curveShares[highest] ?? share },
    ];
  });
  const gains = routingGains(replay.curveData, steps, {
    ...replay.settings,
    neverWorse: replay.yardstick === "people",
  }).map((gain, index) => {
    const { from, to } = steps[index] ?? { from: 0, to: 0 };
    const [before, after] = [firstOf(replay, from), firstOf(replay, to)];
    const off = alsoOff(gain, errorOf(replay, (to - from) * (1 - slope), after, before), -1);
    return holdingAlso(off, toldAbove(replay, after) - toldAbove(replay, before));
  });
  return curveShares.map((_, index) => {
    const [overJudge, overPeople, step, beyond] = gains.slice(4 * index, 4 * index + 4);
    return overJudge && overPeople && step && beyond ? { overJudge, overPeople, step, beyond } : null;
  });
};

const unknownOutcome = (): Expected => {
  const unknown = { value: null, reason: noSeed };
  return {
    predicted: unknown,
    allHuman: unknown,
    allLm: unknown,
    random: unknown,
    curve: [],
    randomCurve: [],
    bestShare: null,
    signal: unknown,
    yardstick: null,
  };
};

/** What a score is expected to bring at each share of people, replayed on the units that people and the judge have both labelled. */
export const expectOutcome = (learned: Learned, score: Float64Array, request: RouteRequest, items: number, share: number): Expected => {
  if (!learned.scores) return unknownOutcome();
  const replay = replayOn(learned, score, request);
  const { seedScore, differs, cluster, yardstick, settings } = replay;
  const drawn = routingCurve(replay.curveData, [...curveShares, share], {
    ...settings,
    // With people as the yardstick all of theirs are right by definition; what the judge's may hide is added below.
    alike: yardstick === "people" ? null : meanWithin(0, 1),
    range: [0, 1],
  });
  const tell = (atRandom: boolean): OutlookPoint[] =>
    drawn.map((point) => ({
      share: point.share,
      accuracy: accuracyAt(replay, point, atRandom),
      costMicros: spendBudget(items, { share: point.share }, request.prices, request.overlap).costMicros,
      gains: null,
    }));
  const points = tell(false);
  const gains = gainsOf(
    replay,
    points.slice(0, curveShares.length).map(({ accuracy }) => accuracy.value ?? 0),
  );
  const curve = points.map((point, index) => (index < curveShares.length ? { ...point, gains: gains[index] ?? null } : point));
  const randomCurve = tell(true);
  const at = (points: OutlookPoint[], index: number): Outlook["predicted"] => points[index]?.accuracy ?? { value: null, reason: noSeed };
  const grid = curve.slice(0, -1);
  const best = grid.reduce<OutlookPoint | null>(
    (top, point) => ((point.accuracy.value ?? -1) > (top?.accuracy.value ?? -1) ? point : top),
    null,
  );
  return {
    predicted: at(curve, curve.length - 1),
    allHuman: at(curve, curveShares.length - 1),
    allLm: at(curve, 0),
    random: at(randomCurve, randomCurve.length - 1),
    curve: grid,
    randomCurve: randomCurve.slice(0, -1),
    bestShare: best?.share ?? null,
    yardstick,
    signal: seedSignal(seedScore, differs, cluster, settings),
  };
};
