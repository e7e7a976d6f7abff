import { describe, expect, it } from "vitest";
import { itemsHref, listKey } from "@/app/(workspace)/projects/[slug]/items/_components/items-href";
import { itemQuerySchema } from "@/lib/items/schema";

const query = itemQuerySchema.parse({ q: "tea & milk", item: "itm_1", state: "open", columns: "tags,state", sort: "margin", down: "yes" });

describe("itemsHref", () => {
  it("closes the open item when a filter changes, and keeps everything when an item is opened", () => {
    expect(itemsHref("p", query, { state: undefined, sort: "order", down: undefined, columns: undefined })).toBe(
      "/projects/p/items?q=tea+%26+milk",
    );
    expect(itemsHref("p", query, { item: "itm_2" })).toBe(
      "/projects/p/items?q=tea+%26+milk&state=open&sort=margin&down=yes&columns=tags%2Cstate&item=itm_2",
    );
  });

  it("comes back as the query that it was made from", () => {
    const address = new URL(itemsHref("p", query), "http://localhost");
    expect(itemQuerySchema.parse(Object.fromEntries(address.searchParams))).toEqual(query);
  });

  it("leaves a view whose last filter is taken off: its name alone would bring the filter back", () => {
    const viewed = itemQuerySchema.parse({ view: "vew_1", state: "open" });
    expect(itemsHref("p", viewed, { item: "itm_2" })).toBe("/projects/p/items?state=open&view=vew_1&item=itm_2");
    expect(itemsHref("p", viewed, { state: undefined })).toBe("/projects/p/items");
    expect(itemsHref("p", itemQuerySchema.parse({ view: "vew_1" }), { item: "itm_2" })).toBe("/projects/p/items?view=vew_1&item=itm_2");
    expect(itemsHref("p", { ...viewed, columns: ["tags"] }, { state: undefined })).toBe("/projects/p/items?view=vew_1&columns=tags");
  });

  it("knows a list by what is in it", () => {
    expect(listKey(query)).toBe(listKey({ ...query, item: undefined, columns: undefined, view: "vew_1" }));
    expect(listKey(query)).not.toBe(listKey({ ...query, down: undefined }));
  });
});

describe("itemQuerySchema", () => {
  it("drops what it cannot read", () => {
    expect(itemQuerySchema.parse({ page: "-4", sort: "drop table", state: ["open", "x"], q: "  ", columns: "x,tags,tags" })).toEqual({
      sort: "order",
      state: "open",
      columns: ["tags"],
    });
  });
});
