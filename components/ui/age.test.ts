import { describe, expect, it } from "vitest";
import { formatAge } from "@/components/ui/age";

const now = new Date("2026-11-21T12:00:00Z");
const ago = (seconds: number): string => formatAge(new Date(now.getTime() - seconds * 1000), now);

describe("formatAge", () => {
  it("changes units where the smaller one stops helping", () => {
    expect([5, 89, 91, 3600, 5399, 5400, 41 * 3600, 71 * 3600, 72 * 3600, 9 * 86_400].map(ago)).toEqual([
      "5 s",
      "89 s",
      "2 min",
      "60 min",
      "90 min",
      "2 h",
      "41 h",
      "71 h",
      "3 d",
      "9 d",
    ]);
  });

  it("never counts backwards when clocks differ", () => {
    expect(formatAge("2026-11-21T12:00:05Z", now)).toBe("0 s");
  });
});
