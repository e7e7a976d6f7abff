import { describe, expect, it } from "vitest";
import { z } from "zod";
import { configFields } from "@/lib/projects/config-fields";

describe("configFields", () => {
  it("gives each setting the control that fits its schema, in order", () => {
    const schema = z.object({
      points: z.union([z.literal(3), z.literal(5)]).default(5),
      allowBothBad: z.boolean().default(true),
      order: z.enum(["random", "fixed"]),
      questions: z.array(z.object({ name: z.string() })),
      limit: z.union([z.literal(1), z.string()]),
    });
    expect(configFields(schema)).toEqual([
      { name: "points", label: "Points", control: "choice", options: [3, 5] },
      { name: "allowBothBad", label: "Allow both bad", control: "switch" },
      { name: "order", label: "Order", control: "choice", options: ["random", "fixed"] },
      { name: "questions", label: "Questions", control: "json" },
      { name: "limit", label: "Limit", control: "json" },
    ]);
  });

  it("has nothing to show for a kind without settings", () => {
    expect(configFields(z.null())).toEqual([]);
  });
});
