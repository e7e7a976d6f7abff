import { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { countItems, filterChoices, pageOfItems } from "@/lib/items/list-store";
import type { ListedItem } from "@/lib/items/list-store";
import { pairPosterior } from "@/lib/items/pair-posterior";
import { decidedFrom, pageSize } from "@/lib/items/schema";
import type { ItemFilters, ItemPage, ItemQuery, ItemRow } from "@/lib/items/schema";
import { kindOf } from "@/lib/kinds/registry";

const posteriorSchema = z.record(z.string(), z.number());

const stateOf = (row: Pick<ListedItem, "openSlots" | "choice" | "pChoice" | "answers">): ItemRow["state"] => {
  if (row.openSlots > 0) return "open";
  if (row.pChoice !== null) return row.pChoice >= decidedFrom ? "decided" : "contested";
  // An answer without a probability, such as a mean, is decided once there is one.
  if (row.choice !== null) return "decided";
  return row.answers > 0 ? "answered" : "unlabelled";
};

/** A listed item with its state told from its counts. */
export const toRow = ({ unitKey, kind, choice, pChoice, posterior, answers, ...row }: ListedItem): ItemRow => ({
  ...row,
  state: stateOf({ openSlots: row.openSlots, choice, pChoice, answers }),
  consensus:
    choice === null || unitKey === null || kind === null
      ? null
      : { choice, pChoice, pair: pairPosterior(posteriorSchema.parse(posterior), kindOf(kind).unitOrdinals(unitKey, row.candidates)) },
});

/** A page of a project's items, with who answered and what was agreed. A page beyond the end is the last one. */
export const listItems = async (
  actor: Actor,
  input: { projectId: string; query: ItemQuery },
): Promise<ItemPage & { filters: ItemFilters }> => {
  await guard(actor, "items:see", { projectId: input.projectId });
  const [total, filters] = await Promise.all([countItems(input.projectId, input.query), filterChoices(input.projectId)]);
  const pages = Math.max(1, Math.ceil(total / pageSize));
  const page = Math.min(input.query.page, pages);
  const rows = (await pageOfItems(input.projectId, input.query, page)).map(toRow);
  return { rows, total, from: total === 0 ? 0 : (page - 1) * pageSize + 1, page, pages, filters };
};
