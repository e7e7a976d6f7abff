import { MINIMUM_SEED } from "@/lib/ml/routing/predicted-gain";
import { DEFAULT_GOLD, LEAST_GOLD, replayBudget } from "@/lib/ml/routing/replay-budget";
import { answeredRows, knownRightOn, penaltyPerRow } from "@/lib/routing/learn-units";
import type { Learned } from "@/lib/routing/learn-units";
import type { Ceiling } from "@/lib/routing/outlook-schema";

/** Below this much gold the smallest share that is as good within one standard error is the safer choice. */
const safeBelow = 200;

/** How many items people and the judge have both labelled, where they never once differ; 0 where they do, or too few are known. */
const seenAgreeing = (differs: Float64Array): number => {
  const known = differs.filter((value) => !Number.isNaN(value));
  return known.length >= MINIMUM_SEED && known.every((value) => value === 0) ? known.length : 0;
};

/** Fewer items than these tell nothing surely of who is right more often. */
const leastAsked = 20;
/** One-sided 95 %. */
const sure = 1.645;

/**
 * Whether people are surely right less often than the judge on the items that they would be asked about first. Those are where a reward
 * model contradicts the judge, and it gains by whatever takes the place of such labels: replay alone would call people worth asking who
 * are right with .2, in 35 of 40 made-up projects with a judge of .8.
 */
const surelyWorse = (learned: Learned, score: Float64Array, share: number, lm: string): boolean => {
  const rows = answeredRows(learned).sort((a, b) => (score[b] ?? 0) - (score[a] ?? 0) || a - b);
  const { personRight, judgeRight } = knownRightOn(learned, rows, lm);
  const gains = Array.from(personRight, (person, at) => person - (judgeRight[at] ?? 0)).filter((gain) => !Number.isNaN(gain));
  const asked = gains.slice(0, Math.round(share * gains.length));
  if (asked.length < leastAsked) return false;
  const mean = asked.reduce((sum, gain) => sum + gain, 0) / asked.length;
  const variance = asked.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / (asked.length - 1);
  return mean + sure * Math.sqrt(variance / asked.length) < 0;
};

/**
 * How many people are worth asking, by replay on the units that both have labelled: a budget is a ceiling, not a quota. Without
 * adjudicated labels enough nothing can be chosen; then people are the yardstick and the budget is used up.
 */
export const chooseCeiling = (
  learned: Learned,
  score: Float64Array,
  { strategy, lm, seed, spend }: { strategy: string; lm: string; seed: number; spend: "worth" | "all" },
): Omit<Ceiling, "allowedItems" | "controlItems"> => {
  const { data } = learned;
  const gold = data.gold.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0);
  const base = { gold, goldWanted: DEFAULT_GOLD, goldLeast: LEAST_GOLD };
  const none = { ...base, share: null, savingShare: null, points: [] };
  if (strategy !== "best") return { ...none, reason: "This strategy uses its budget up." };
  const seen = seenAgreeing(data.differs);
  if (seen > 0) {
    const share = spend === "all" ? null : 0;
    const most = Math.ceil(100 * (1 - 0.05 ** (1 / seen)));
    const end = share === 0 ? "nobody is asked" : "the budget is used up all the same";
    return {
      ...none,
      share,
      reason: `On ${seen} items that both have labelled people never differed from the judge, and hardly on more than ${most} % of others: ${end}.`,
    };
  }
  const replay = replayBudget({
    pairs: data.pairs,
    human: data.people,
    lm: Float64Array.from(data.judge, (side) => (1 + side) / 2),
    gold: data.gold,
    score,
    prompt: data.prompt,
    penaltyPerRow: penaltyPerRow(learned),
    seed,
  });
  if (replay === null) {
    return {
      ...none,
      reason: `The whole budget is used: to tell whether less would do takes at least ${LEAST_GOLD} items with a deciding answer, better ${DEFAULT_GOLD}, and there are ${gold}.`,
    };
  }
  const { points, savingShare, bestShare, worthwhile } = replay;
  const likeliest = worthwhile ? (gold < safeBelow ? savingShare : bestShare) : 0;
  const worse = likeliest > 0 && surelyWorse(learned, score, likeliest, lm);
  const share = worse ? 0 : likeliest;
  const found = worthwhile
    ? `Replayed on ${gold} items with a deciding answer, a reward model is best with ${Math.round(100 * bestShare)} % by people, and as good within one standard error with ${Math.round(100 * savingShare)} %.`
    : `Replayed on ${gold} items with a deciding answer, no share of people makes a reward model surely better than the judge's labels alone.`;
  const but = worse ? " But people are surely right less often than the judge on the items that they would be asked about." : "";
  const end = spend === "all" ? " The budget is used up all the same." : share > 0 ? "" : " Nobody is asked.";
  return { ...base, share: spend === "all" ? null : share, savingShare, points, reason: `${found}${but}${end}` };
};
