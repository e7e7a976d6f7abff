import type { KindForm } from "@/lib/kinds/contract";
import { responseOf } from "@/lib/kinds/ranking/answering";
import { letterOf, writeOrder } from "@/lib/kinds/ranking/notation";
import { wordsIn } from "@/lib/kinds/ranking/words.client";

/** "K > M = L · 1 left"; why it cannot be ranked. */
export const answered: KindForm["answered"] = ({ shownOrder, response: given }, locale) => {
  const t = wordsIn(locale);
  const { groups, unranked, notRankable } = responseOf(given, shownOrder);
  if (notRankable !== undefined) return `${t("bar.cannot")}: ${notRankable}`;
  const order = groups.length === 0 ? [] : [writeOrder(groups, (ordinal) => letterOf(ordinal, shownOrder))];
  return [...order, ...(unranked.length > 0 ? [t("bar.left", { count: unranked.length })] : [])].join(" · ");
};
