import type { ItemQuery } from "@/lib/items/schema";

/** The address of the list under a query; what is not said stays, and a changed filter begins at the first page. */
export const itemsHref = (slug: string, query: ItemQuery, change: Partial<ItemQuery> = {}): string => {
  const refilters = Object.keys(change).some((key) => key !== "item" && key !== "page");
  const next: Partial<ItemQuery> = { ...query, ...(refilters ? { page: 1, item: undefined } : {}), ...change };
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(next)) {
    const plain = value === undefined || (name === "page" && value === 1) || (name === "sort" && value === "order");
    if (!plain) search.set(name, String(value));
  }
  const text = search.toString();
  return `/projects/${slug}/items${text === "" ? "" : `?${text}`}`;
};
