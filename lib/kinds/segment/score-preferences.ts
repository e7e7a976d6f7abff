import { z } from "zod";
import type { PreferenceOutcome, UnitConsensus } from "@/lib/kinds/contract";
import type { SegmentConfig } from "@/lib/kinds/segment/schema";
import { normalCdf } from "@/lib/ml/math/special";

const detailSchema = z.object({ mean: z.number().nullable(), spread: z.number().nullable() });

type Scored = { unit: UnitConsensus; mean: number; error: number };

const scoreOf = (unit: UnitConsensus): Scored[] => {
  const parsed = detailSchema.safeParse(unit.consensus.detail);
  if (!parsed.success || parsed.data.mean === null) return [];
  const { mean, spread } = parsed.data;
  return [{ unit, mean, error: (spread ?? 0) / Math.sqrt(Math.max(1, unit.consensus.labels)) }];
};

/**
 * All pairs of an item's responses whose mean scores differ, the higher one chosen: a sum of errors is counted below zero, so
 * that higher is better in both forms of score. The posterior is that of two means with the standard errors of their answers,
 * 1 where they have none; the margin is a share of the scale, unknown for sums.
 */
export const preferByScore = (config: SegmentConfig, units: UnitConsensus[]): PreferenceOutcome[] => {
  const none = ({ unitKey, part }: UnitConsensus, reason: string): PreferenceOutcome => ({ unitKey, part, none: reason });
  const scored = units.flatMap(scoreOf).sort((a, b) => Number(a.unit.unitKey) - Number(b.unit.unitKey));
  if (scored.length < 2) return units.map((unit) => none(unit, "nothing-to-compare"));
  const width = config.score === "scale" ? config.scoreTo - config.scoreFrom : 0;
  return scored.flatMap((one, index) =>
    scored.slice(index + 1).map((other): PreferenceOutcome => {
      const [better, worse] = one.mean >= other.mean ? [one, other] : [other, one];
      const gap = better.mean - worse.mean;
      // Scores are sums: what differs in the last bits is the same.
      if (gap < 1e-9) return none(better.unit, "tie");
      const spread = Math.hypot(better.error, worse.error);
      return {
        unitKey: better.unit.unitKey,
        part: better.unit.part,
        example: {
          chosen: { ordinal: Number(better.unit.unitKey) },
          rejected: { ordinal: Number(worse.unit.unitKey) },
          margin: width > 0 ? Math.min(1, gap / width) : null,
          weight: 1,
          pChosen: spread > 0 ? normalCdf(gap / spread) : 1,
        },
      };
    }),
  );
};
