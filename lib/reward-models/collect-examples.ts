import type { LabelTable } from "@/lib/aggregation/label-table";
import type { AnyKind } from "@/lib/kinds/registry";
import type { PreferenceExample } from "@/lib/kinds/contract";
import type { LossName } from "@/lib/ml/reward/examples";
import { joinExamples } from "@/lib/reward-models/join-examples";
import { harmOfResponses, ratingsOfResponses } from "@/lib/reward-models/collect-ratings";
import type { CollectedSet } from "@/lib/reward-models/join-examples";
import type { Answer } from "@/lib/reward-models/majority-of-table";
import { anyNumber } from "@/lib/reward-models/told";
import type { CollectedItem, Preference, Rated } from "@/lib/reward-models/told";

export type Collector = {
  addAnswers: (kind: AnyKind, config: unknown, aspect: number, answers: readonly Answer[]) => void;
  /** `name` keeps to one annotator. */
  addRatings: (kind: AnyKind, config: unknown, aspect: number, table: LabelTable, name: string | null) => void;
  itemIds: () => string[];
  finish: (items: ReadonlyMap<string, CollectedItem>) => CollectedSet;
};

/**
 * Gathers labels question by question, then joins them with the texts. Knows no kind: preferences, shares and ratings are asked of it.
 *
 * @param loss what ratings are for: a cost wants them as harm, levels those that were given
 */
export const createCollector = (aspects: string[], frozen: ReadonlySet<string>, loss: LossName = "bradley-terry"): Collector => {
  const preferences: Preference[] = [];
  const ratings: Rated[] = [];
  const excluded: Record<string, number> = {};
  return {
    addAnswers: (kind, config, aspect, answers) => {
      for (const units of byItem(answers)) {
        for (const outcome of kind.preferences(config, aspects[aspect] ?? "", units)) {
          const answer = units.find((one) => one.unitKey === outcome.unitKey && one.part === outcome.part) ?? units[0];
          if (!answer) continue;
          if ("example" in outcome) {
            preferences.push({ answer, aspect, tie: false, ...fromExample(kind, answer, outcome.example) });
            continue;
          }
          if (aspect === 0) excluded[outcome.none] = (excluded[outcome.none] ?? 0) + 1;
          const shares = outcome.none === couldNotCompare ? null : sharesOf(kind, answer);
          if (shares && shares.tie > 0.5) {
            const [chosen, rejected] = [{ ordinal: shares.first }, { ordinal: shares.second }];
            preferences.push({
              answer,
              aspect,
              chosen,
              rejected,
              strength: null,
              weight: 1,
              pChosen: shares.pFirst,
              pTie: shares.tie,
              tie: true,
            });
          }
        }
      }
    },
    addRatings: (kind, config, aspect, table, name) => {
      for (const rated of (loss === "cost" ? harmOfResponses : ratingsOfResponses)(kind, config, aspect, table, loss, name))
        ratings.push(rated);
    },
    itemIds: () => [...new Set([...preferences.map(({ answer }) => answer.itemId), ...ratings.map(({ itemId }) => itemId)])],
    finish: (items) => joinExamples(aspects, preferences, ratings, excluded, items, frozen),
  };
};

const byItem = (answers: readonly Answer[]): Answer[][] => {
  const groups = new Map<string, Answer[]>();
  for (const answer of answers) {
    const group = groups.get(answer.itemId);
    if (group) group.push(answer);
    else groups.set(answer.itemId, [answer]);
  }
  return [...groups.values()];
};

/** The class of those who could not compare two responses, in every kind that compares. */
const couldNotCompare = "cannot-compare";

type Shares = { first: number; second: number; pFirst: number; pSecond: number; tie: number };

/**
 * Shares of a posterior whose classes are the unit's two ordinals and whatever prefers neither, among answers that compared the two:
 * who could not compare says nothing of how close they are.
 */
const sharesOf = (kind: AnyKind, answer: Answer): Shares | null => {
  if (!/^\d+-\d+$/.test(answer.unitKey)) return null;
  const [first, second, ...others] = kind.unitOrdinals(answer.unitKey, anyNumber);
  if (first === undefined || second === undefined || others.length > 0) return null;
  const { [couldNotCompare]: _, [String(first)]: ofFirst = 0, [String(second)]: ofSecond = 0, ...neither } = answer.consensus.posterior;
  const ofNeither = Object.values(neither).reduce((sum, p) => sum + p, 0);
  const compared = ofFirst + ofSecond + ofNeither;
  return compared > 0 ? { first, second, pFirst: ofFirst / compared, pSecond: ofSecond / compared, tie: ofNeither / compared } : null;
};

const fromExample = (
  kind: AnyKind,
  answer: Answer,
  { chosen, rejected, margin, weight, pChosen }: PreferenceExample,
): Pick<Preference, "chosen" | "rejected" | "strength" | "weight" | "pChosen" | "pTie"> => {
  const shares = sharesOf(kind, answer);
  const own = shares && "ordinal" in chosen ? (chosen.ordinal === shares.first ? shares.pFirst : shares.pSecond) : pChosen;
  return { chosen, rejected, strength: margin, weight, pChosen: own, pTie: shares ? shares.tie : 0 };
};
