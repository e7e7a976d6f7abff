import type { HonestFigures } from "@/lib/reward-models/honesty-schema";

const count = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

/** What a version's figures rest on too little for, in words: the same on its page, in its card and on the command line. */
export const explainSample = ({
  n,
  detectable,
  needed,
  reason,
}: NonNullable<HonestFigures["smallSample"]>): { title: string; says: string } => {
  const tells = `${count.format(n)} ${n === 1 ? "comparison tells" : "comparisons tell"} differences of ${count.format(100 * detectable)} points and more from nothing.`;
  const would = needed === null ? "" : ` A difference as small as the one seen takes about ${count.format(needed)}.`;
  return reason === "few-pairs"
    ? { title: "Few comparisons", says: `${tells}${would} Read the intervals before the figures.` }
    : { title: "Not shown to be better than “the longer response wins”", says: `${tells}${would}` };
};
