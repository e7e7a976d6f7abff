import type { KindItem } from "@/lib/kinds/contract";
import { faultOf, isGiven } from "@/lib/kinds/pointwise/rating";
import { wholeItem } from "@/lib/kinds/pointwise/schema";
import type { PointwiseConfig, PointwiseResponse } from "@/lib/kinds/pointwise/schema";

/** What is missing or wrong in the ratings of these responses, in the annotator's words. */
export const faultsOf = (config: PointwiseConfig, ordinals: readonly number[], response: PointwiseResponse): string[] => {
  const names = new Set(config.scales.map((scale) => scale.name));
  const several = ordinals.length > 1;
  return ordinals.flatMap((ordinal, place) => {
    const ratings = response.ratings[String(ordinal)] ?? {};
    const unknown = Object.keys(ratings).find((name) => !names.has(name));
    if (unknown !== undefined) return [`This campaign has no scale “${unknown}”.`];
    return config.scales.flatMap((scale) => {
      const value = ratings[scale.name];
      if (!isGiven(scale, value))
        return scale.required
          ? [`${several ? `Response ${place + 1}: answer` : "Answer"} “${scale.title}”`.concat(/[.?!]$/.test(scale.title) ? "" : ".")]
          : [];
      const fault = faultOf(scale, value);
      return fault === null ? [] : [fault];
    });
  });
};

const ratedOrdinals = (response: PointwiseResponse): number[] =>
  Object.keys(response.ratings)
    .map(Number)
    .sort((a, b) => a - b);

/** Rules across fields; how many responses the item has is asked by `checkAgainstItem`. */
export const checkRatings = (config: PointwiseConfig, unitKey: string, response: PointwiseResponse): string[] => {
  const rated = ratedOrdinals(response);
  if ((config.about === "item") !== (unitKey === wholeItem))
    return [`The answer is about “${unitKey}”, which this campaign does not ask about.`];
  if (unitKey === wholeItem) return rated.length === 0 ? faultsOf(config, [0], response) : faultsOf(config, rated, response);
  const own = Number(unitKey);
  return rated.some((ordinal) => ordinal !== own)
    ? ["The answer rates another response than the one shown."]
    : faultsOf(config, [own], response);
};

export const checkAgainstItem = (config: PointwiseConfig, unitKey: string, response: PointwiseResponse, item: KindItem): string[] => {
  const rated = ratedOrdinals(response);
  const outside = rated.find((ordinal) => ordinal >= item.candidates.length);
  if (outside !== undefined) return [`The answer rates response ${outside + 1}, and the item has ${item.candidates.length}.`];
  const required = config.scales.some((scale) => scale.required);
  return unitKey === wholeItem && required && rated.length < item.candidates.length ? ["Rate every response."] : [];
};
