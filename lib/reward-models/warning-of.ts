import type { VersionMetrics } from "@/lib/reward-models/schema";

const count = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const points = new Intl.NumberFormat("en", { minimumFractionDigits: 1, maximumFractionDigits: 1 });

export type Warning = { title: string; says: string };

/**
 * What stands in the way of using a version, in words: the same on its page, in its card and on the command line. Either it is behind
 * “the longer response wins”, or its figures rest on too little; null where neither is so.
 */
export const warningOf = ({ gain, honesty }: Pick<VersionMetrics, "gain" | "honesty">): Warning | null => {
  const sample = honesty?.smallSample ? explainSample(honesty.smallSample) : null;
  if (gain.value === null || gain.ci === null || gain.ci[1] >= 0) return sample;
  const [least, most] = [-100 * gain.ci[1], -100 * gain.ci[0]].map((end) => points.format(end));
  const behind = `On ${count.format(gain.n)} ${gain.n === 1 ? "comparison" : "comparisons"} it names the preferred response ${points.format(-100 * gain.value)} points less often than the length of the responses alone does (95 %: ${least} to ${most}). Whoever picks the longer response does better, so do not score, route or optimise with it: look at the slices and at whose labels it learned from, and train it on more of them or with another encoder.`;
  return { title: "Worse than “the longer response wins”", says: sample ? `${behind} ${sample.says}` : behind };
};

/** What a version's figures rest on too little for. */
const explainSample = ({ n, detectable, needed, reason }: NonNullable<NonNullable<VersionMetrics["honesty"]>["smallSample"]>): Warning => {
  const tells = `${count.format(n)} ${n === 1 ? "comparison tells" : "comparisons tell"} differences of ${count.format(100 * detectable)} points and more from nothing.`;
  const would = needed === null ? "" : ` A difference as small as the one seen takes about ${count.format(needed)}.`;
  return reason === "few-pairs"
    ? { title: "Few comparisons", says: `${tells}${would} Read the intervals before the figures.` }
    : { title: "Not shown to be better than “the longer response wins”", says: `${tells}${would}` };
};
