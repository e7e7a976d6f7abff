import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { catchUpWords } from "@/lib/items/index-words";
import { countItems, filterChoices, rowOf, rowsAfter } from "@/lib/items/list-store";
import type { ListedItem } from "@/lib/items/list-store";
import { figureOf } from "@/lib/items/pair-posterior";
import { decidedFrom, pageSize } from "@/lib/items/schema";
import type { ItemCursor, ItemFilters, ItemPage, ItemQuery, ItemRow } from "@/lib/items/schema";

const stateOf = (row: Pick<ListedItem, "openSlots" | "choice" | "pChoice" | "answers">): ItemRow["state"] => {
  if (row.openSlots > 0) return "open";
  if (row.pChoice !== null) return row.pChoice >= decidedFrom ? "decided" : "contested";
  // An answer without a probability, such as a mean, is decided once there is one.
  if (row.choice !== null && row.choice !== "") return "decided";
  return row.answers > 0 ? "answered" : "unlabelled";
};

/** A listed item with its state told from its counts. */
export const toRow = (listed: ListedItem): ItemRow => {
  const { unitKey, campaign, kind, config, question, choice, pChoice, posterior, answers, best, margin, key: _key, ...row } = listed;
  return {
    ...row,
    state: stateOf({ openSlots: row.openSlots, choice, pChoice, answers }),
    best: best === null || margin === null ? null : { ordinal: best, margin },
    consensus:
      choice === null || unitKey === null || campaign === null || kind === null || question === null
        ? null
        : { choice, pChoice, campaign, ...figureOf({ kind, config, question, unitKey, candidates: row.candidates, posterior }) },
  };
};

const pageOf = (listed: ListedItem[]): ItemPage => {
  const last = listed.length > pageSize ? listed[pageSize - 1] : undefined;
  return { rows: listed.slice(0, pageSize).map(toRow), next: last ? { key: last.key, ordinal: last.ordinal } : null };
};

/** The rows of a list that follow a cursor. Rows that come or go meanwhile neither repeat nor hide others. */
export const listMoreItems = async (actor: Actor, input: { projectId: string; query: ItemQuery; after: ItemCursor }): Promise<ItemPage> => {
  await guard(actor, "items:see", { projectId: input.projectId });
  return pageOf(await rowsAfter(input.projectId, input.query, input.after));
};

type ItemList = ItemPage & {
  total: number;
  /** items that came in so lately that no search finds them yet; 0 where none is sought */
  unread: number;
  /** the item that is open, as its row stands now */
  open: ItemRow | null;
};

/** The first rows of a project's items under a query, with who answered and what was agreed, and how many there are. */
export const listItems = async (actor: Actor, input: { projectId: string; query: ItemQuery }): Promise<ItemList> => {
  await guard(actor, "items:see", { projectId: input.projectId });
  const { projectId, query } = input;
  const unread = query.q === undefined ? 0 : await catchUpWords(projectId);
  const [total, rows, open] = await Promise.all([
    countItems(projectId, query),
    rowsAfter(projectId, query, null),
    query.item === undefined ? [] : rowOf(projectId, query.item, query.campaign),
  ]);
  return { ...pageOf(rows), total, unread, open: open[0] ? toRow(open[0]) : null };
};

/** What a project's items can be narrowed to. */
export const listFilterChoices = async (actor: Actor, input: { projectId: string }): Promise<ItemFilters> => {
  await guard(actor, "items:see", { projectId: input.projectId });
  return filterChoices(input.projectId);
};
