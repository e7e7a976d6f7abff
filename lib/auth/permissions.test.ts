import { describe, expect, it } from "vitest";
import { can, roles } from "@/lib/auth/permissions";
import type { Action } from "@/lib/auth/permissions";

describe("the permission table", () => {
  it("never takes away what a lower role may do", () => {
    const everything: Action[] = [
      "account:edit",
      "assignments:work",
      "items:see",
      "items:remove",
      "campaigns:edit",
      "members:edit",
      "members:own",
      "members:password",
    ];
    const ranked = ["annotator", "researcher", "admin", "owner"] as const;
    expect([...ranked].sort()).toEqual([...roles].sort());
    for (const action of everything) {
      const from = ranked.findIndex((role) => can(role, action));
      expect(from).toBeGreaterThanOrEqual(0);
      for (const role of ranked.slice(from)) expect(can(role, action)).toBe(true);
    }
  });

  it("shows annotators nothing of what others answered", () => {
    const hidden: Action[] = [
      "items:see",
      "annotations:see",
      "aggregation:see",
      "exports:see",
      "members:see",
      "campaigns:see",
      "overview:see",
    ];
    for (const action of hidden) expect(can("annotator", action)).toBe(false);
  });
});
