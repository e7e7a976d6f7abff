import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { adjustPaySchema, inDollars, markPaidSchema, setBudgetSchema } from "@/lib/budgets/schema";
import { addJudgeSchema, judgeSettingsSchema } from "@/lib/judges/schema";
import { setMinimumSchema, setRateSchema } from "@/lib/payments/schema";

const saidOf = (schema: z.ZodType, value: unknown): string[] => [
  ...new Set((schema.safeParse(value).error?.issues ?? []).map(({ path, message }) => `${path.join(".")} ${message}`)),
];

const projectId = "project";
const server = { provider: "openai", url: "https://api.example.com/v1", model: "m" };
const judge = { projectId, name: "judge" };
const line = { projectId, annotatorId: "person", idemKey: "key", note: "why" };

describe("amounts that nobody means", () => {
  it.each([
    ["amountMicros", setRateSchema, "$10,000.00", (micros: number) => ({ projectId, basis: "item", amountMicros: micros })],
    ["hourlyMicros", setMinimumSchema, "$10,000.00", (micros: number) => ({ projectId, hourlyMicros: micros })],
    ["capMicros", setBudgetSchema, "$1,000,000,000.00", (micros: number) => ({ projectId, capMicros: micros })],
    ["amountMicros", markPaidSchema, "$1,000,000,000.00", (micros: number) => ({ ...line, amountMicros: micros })],
    ["amountMicros", adjustPaySchema, "$1,000,000.00", (micros: number) => ({ ...line, amountMicros: micros })],
    [
      "settings.priceMicros",
      addJudgeSchema,
      "$10,000.00",
      (micros: number) => ({ ...judge, settings: { provider: "replay", annotator: "m", priceMicros: micros } }),
    ],
    [
      "settings.promptPriceMicros",
      addJudgeSchema,
      "$10,000.00",
      (micros: number) => ({ ...judge, settings: { ...server, promptPriceMicros: micros } }),
    ],
    [
      "settings.completionPriceMicros",
      addJudgeSchema,
      "$10,000.00",
      (micros: number) => ({ ...judge, settings: { ...server, completionPriceMicros: micros } }),
    ],
  ] as const)("are refused in words: %s", (field, schema, most, inputOf) => {
    for (const micros of [9e15, 1e16, 1e300]) expect(saidOf(schema, inputOf(micros))).toEqual([`${field} is more than ${most}`]);
    expect(saidOf(schema, inputOf(0.5))).toEqual([`${field} must be whole micro-dollars`]);
    expect(saidOf(schema, inputOf(Number.NaN))[0]).toContain("must be a number");
    expect(saidOf(schema, inputOf(Number(most.replaceAll(/[$,]/g, "")) * 1_000_000))).toEqual([]);
  });

  it("leave the sums over many answers and all caps exact", () => {
    const most = (schema: z.ZodType, inputOf: (micros: number) => unknown): number => {
      let [fits, beyond] = [1, Number.MAX_SAFE_INTEGER];
      while (beyond - fits > 1) {
        const between = Math.floor((fits + beyond) / 2);
        if (schema.safeParse(inputOf(between)).success) fits = between;
        else beyond = between;
      }
      return fits;
    };
    const rate = most(setRateSchema, (micros) => ({ projectId, basis: "hour", amountMicros: micros }));
    expect(Number.isSafeInteger(rate * 900_000)).toBe(true);
    expect(Number.isSafeInteger(most(setBudgetSchema, (micros) => ({ projectId, capMicros: micros })) * 9)).toBe(true);
  });

  it("are read where they were stored before", () => {
    expect(saidOf(judgeSettingsSchema, { ...server, promptPriceMicros: 9e15 })).toEqual([]);
  });
});

it("writes money to the micro-dollar, and nothing without a sign", () => {
  expect([2_100, -5_000_000, 0, -0].map(inDollars)).toEqual(["$0.0021", "\u2212$5.00", "$0.00", "$0.00"]);
});
