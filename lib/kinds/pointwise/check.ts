import type { KindItem } from "@/lib/kinds/contract";
import { faultOf, isGiven } from "@/lib/kinds/pointwise/rating";
import { wholeItem } from "@/lib/kinds/pointwise/schema";
import type { PointwiseConfig, PointwiseResponse } from "@/lib/kinds/pointwise/schema";

/** What is missing or wrong in the ratings of these responses, in the annotator's words; `called` is what names a response by its place. */
export const faultsOf = (
  config: PointwiseConfig,
  ordinals: readonly number[],
  response: PointwiseResponse,
  called: (place: number) => string = (place) => String(place + 1),
): string[] => {
  const names = new Set(config.scales.map((scale) => scale.name));
  const several = ordinals.length > 1;
  return ordinals.flatMap((ordinal, place) => {
    const ratings = response.ratings[String(ordinal)] ?? {};
    const unknown = Object.keys(ratings).find((name) => !names.has(name));
    if (unknown !== undefined) return [`This campaign has no scale “${unknown}”.`];
    if (Object.keys(ratings).length === 0 && config.scales.every((scale) => !scale.required))
      return [several ? `Rate response ${called(place)}.` : "Rate the response."];
    return config.scales.flatMap((scale) => {
      const value = ratings[scale.name];
      if (!isGiven(scale, value))
        return scale.required ? [several ? `Response ${called(place)}: answer “${scale.title}”.` : `Answer “${scale.title}”.`] : [];
      const fault = faultOf(scale, value);
      return fault === null ? [] : [fault];
    });
  });
};

const ratedOrdinals = (response: PointwiseResponse): number[] =>
  Object.keys(response.ratings)
    .map(Number)
    .sort((a, b) => a - b);

/** Rules across fields. */
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

/** Ratings must be of responses that the item has. Some may be missing in a file; the form asks for all of them. */
export const checkAgainstItem = (response: PointwiseResponse, item: KindItem): string[] => {
  const outside = ratedOrdinals(response).find((ordinal) => ordinal >= item.candidates.length);
  return outside === undefined ? [] : [`The answer rates response ${outside + 1}, and the item has ${item.candidates.length}.`];
};
