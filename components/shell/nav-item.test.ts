import { describe, expect, it } from "vitest";
import { currentNavItem } from "@/components/shell/nav-item";
import type { NavItem } from "@/components/shell/nav-item";

const items: NavItem[] = [
  { href: "/projects/p1", label: "Overview", alone: true },
  { href: "/projects/p1/items", label: "Items" },
  { href: "/projects/p1/items/import", label: "Imports" },
];

describe("currentNavItem", () => {
  it("takes the longest address under which the path lies", () => {
    expect(currentNavItem(items, "/projects/p1")?.label).toBe("Overview");
    expect(currentNavItem(items, "/projects/p1/items/itm_1")?.label).toBe("Items");
    expect(currentNavItem(items, "/projects/p1/items/import/imp_1")?.label).toBe("Imports");
  });

  it("does not take a name that merely begins alike", () => {
    expect(currentNavItem(items, "/projects/p1/items-archive")).toBeUndefined();
    expect(currentNavItem(items, "/projects/p10")).toBeUndefined();
  });
});
