import type { ItemQuery } from "@/lib/items/schema";

/** The address of the list under a query; what is not said stays, and a changed filter closes the item that is open. */
export const itemsHref = (slug: string, query: ItemQuery, change: Partial<ItemQuery> = {}): string => {
  const refilters = Object.keys(change).some((key) => key !== "item" && key !== "columns");
  const next: Partial<ItemQuery> = { ...query, ...(refilters ? { item: undefined } : {}), ...change };
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(next)) {
    if (value === undefined || (name === "sort" && value === "order")) continue;
    search.set(name, Array.isArray(value) ? value.join(",") : value);
  }
  const changes = Object.keys(change).some((key) => key !== "item");
  // An address that names nothing but a view shows the view: what was just taken off it would be there again.
  if (changes && [...search.keys()].every((name) => name === "view" || name === "item")) search.delete("view");
  const text = search.toString();
  return `/projects/${slug}/items${text === "" ? "" : `?${text}`}`;
};

/** Which list it is, whatever item is open and whichever columns are shown: rows that were fetched for it hold. */
export const listKey = (query: ItemQuery): string => itemsHref("", query, { item: undefined, columns: undefined, view: undefined });
