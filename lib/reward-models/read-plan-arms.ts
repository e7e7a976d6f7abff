import { readFile } from "node:fs/promises";
import { z } from "zod";
import { AppError } from "@/lib/errors";

const decisionSchema = z.object({ item: z.string(), arm: z.string().regex(/^(human|human:.+|lm:.+)$/) });

/** Item → "human" or "lm:NAME", from a routing plan's file: one JSON object a line. */
export const readPlanArms = async (file: string): Promise<Map<string, string>> => {
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new AppError("invalid_input", { userMessage: `The plan ${file} cannot be read.`, cause });
  });
  const arms = new Map<string, string>();
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    try {
      const { item, arm } = decisionSchema.parse(JSON.parse(line));
      // Several groups of people are people: their consensus is one.
      arms.set(item, arm.startsWith("human:") ? "human" : arm);
    } catch (cause) {
      throw new AppError("invalid_input", {
        userMessage: `Line ${index + 1} of the plan ${file} is not {"item": …, "arm": "human" | "lm:NAME"}.`,
        cause,
      });
    }
  }
  return arms;
};
