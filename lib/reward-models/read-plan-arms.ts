import { readFile } from "node:fs/promises";
import { z } from "zod";
import { AppError } from "@/lib/errors";

const decisionSchema = z.object({
  item: z.union([z.string(), z.number()]).transform(String),
  /** of the item; a plan's file names it where the item has several */
  unit: z.string().optional(),
  arm: z.string().regex(/^(human|human:.+|lm:.+)$/),
});

export type PlanArms = {
  /** every judge that keeps labels, by name */
  judges: string[];
  /** "human" or "lm:NAME"; null for what the plan does not name */
  armOf: (item: string, unitKey: string) => string | null;
};

/** What a unit is called in a plan that names none. */
const firstPair = "0-1";

/** Who labels what, from a routing plan's file: one JSON object a line. A plan that names no units decides whole items. */
export const readPlanArms = async (file: string): Promise<PlanArms> => {
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new AppError("invalid_input", { userMessage: `The plan ${file} cannot be read.`, cause });
  });
  const arms = new Map<string, Map<string, string>>();
  let named = false;
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    try {
      const { item, unit, arm } = decisionSchema.parse(JSON.parse(line));
      named ||= unit !== undefined;
      const units = arms.get(item) ?? new Map<string, string>();
      // Several groups of people are people: their consensus is one.
      arms.set(item, units.set(unit ?? firstPair, arm.startsWith("human:") ? "human" : arm));
    } catch (cause) {
      throw new AppError("invalid_input", {
        userMessage: `Line ${index + 1} of the plan ${file} is not {"item": …, "arm": "human" | "lm:NAME"}.`,
        cause,
      });
    }
  }
  const judges = [...new Set([...arms.values()].flatMap((units) => [...units.values()]))].filter((arm) => arm !== "human");
  return {
    judges: judges.map((arm) => arm.slice("lm:".length)),
    armOf: (item, unitKey) => {
      const units = arms.get(item);
      return units?.get(unitKey) ?? (named ? null : (units?.get(firstPair) ?? null));
    },
  };
};
