import { describe, expect, it } from "vitest";
import { itemsHref } from "@/app/(workspace)/projects/[slug]/items/_components/items-href";
import { itemQuerySchema } from "@/lib/items/schema";

const query = itemQuerySchema.parse({ q: "tea & milk", page: "3", item: "itm_1", state: "open" });

describe("itemsHref", () => {
  it("begins again when a filter changes, and keeps its place when an item is opened", () => {
    expect(itemsHref("p", query, { state: undefined })).toBe("/projects/p/items?q=tea+%26+milk");
    expect(itemsHref("p", query, { item: "itm_2" })).toBe("/projects/p/items?q=tea+%26+milk&state=open&page=3&item=itm_2");
  });

  it("comes back as the query that it was made from", () => {
    const address = new URL(itemsHref("p", query), "http://localhost");
    expect(itemQuerySchema.parse(Object.fromEntries(address.searchParams))).toEqual(query);
  });
});

describe("itemQuerySchema", () => {
  it("drops what it cannot read", () => {
    expect(itemQuerySchema.parse({ page: "-4", sort: "drop table", state: ["open", "x"], q: "  " })).toEqual({
      page: 1,
      sort: "order",
      state: "open",
    });
  });
});
