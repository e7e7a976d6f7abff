import { formatFigure } from "@/components/ui/figure-format";

/** ".69"; what rounds to certainty is written as a bound, since a posterior is never certain. */
export const probability = (p: number): string => {
  if (p > 0.995) return ">.99";
  if (p < 0.005) return "<.01";
  return formatFigure(p, "probability");
};
