import type { KindFormInput } from "@/lib/kinds/contract";
import { ranking } from "@/lib/kinds/ranking/kind";
import { emptyRanking, lastPlaced, put, restAreWorse, setNotRankable, tieOrPart, toggle } from "@/lib/kinds/ranking/order";
import { rankingConfigSchema, rankingResponseSchema } from "@/lib/kinds/ranking/schema";
import type { RankingConfig, RankingResponse } from "@/lib/kinds/ranking/schema";

export const configOf = (value: unknown): RankingConfig => rankingConfigSchema.parse(value);

/** A draft may be of an earlier form, or of other responses: what does not fit the ones shown counts as nothing yet. */
export const responseOf = (value: unknown, shownOrder: readonly number[]): RankingResponse => {
  const parsed = rankingResponseSchema.safeParse(value).data;
  const known = parsed ? new Set([...parsed.groups.flat(), ...parsed.unranked]) : null;
  const fits = known?.size === shownOrder.length && shownOrder.every((ordinal) => known.has(ordinal));
  return parsed && fits ? parsed : emptyRanking(shownOrder);
};

/** The response under a digit: the tenth is under 0. */
export const keyOfShown = (index: number): string => String((index + 1) % 10);

/** Digits place the responses one after another; T ties the last one, W leaves the rest last, N says that none can be ranked. */
export const press = (input: KindFormInput, key: string): RankingResponse | undefined => {
  const config = configOf(input.config);
  const response = responseOf(input.response, input.shownOrder);
  const ordinal = input.shownOrder.find((_, index) => keyOfShown(index) === key);
  if (ordinal !== undefined) return toggle(response, ordinal);
  const last = lastPlaced(response);
  switch (key) {
    case "t":
      return config.allowTies && last !== null ? tieOrPart(response, last) : undefined;
    case "w":
      return restAreWorse(response, config.allowTies);
    case "Backspace":
      return last === null ? undefined : put(response, last, { at: "off" });
    case "n": {
      const [reason] = config.notRankableReasons;
      return reason === undefined ? undefined : setNotRankable(response, response.notRankable === undefined ? reason : null);
    }
    default:
      return undefined;
  }
};

export const missing = (input: KindFormInput): string[] =>
  ranking.check(configOf(input.config), input.unitKey, responseOf(input.response, input.shownOrder));
