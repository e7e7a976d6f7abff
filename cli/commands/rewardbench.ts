import { z } from "zod";
import { defineCommand, UsageError } from "@/cli/command";
import type { OutputValue } from "@/cli/command";
import { readText } from "@/cli/read-text";
import { AppError } from "@/lib/errors";
import { scoreRewardBench } from "@/lib/ml/routing/rewardbench";

const runSchema = z.record(z.string(), z.unknown());

/** Subset accuracies of one run: whatever in its line is a number. */
const readRun = (line: string): ReadonlyMap<string, number> =>
  new Map(
    Object.entries(runSchema.parse(JSON.parse(line))).flatMap(([name, value]) =>
      typeof value === "number" ? [[name, value] as const] : [],
    ),
  );

export const command = defineCommand({
  name: "rewardbench",
  describe: "score reward model runs, one JSON object of subset accuracies a line, on RewardBench",
  argument: { name: "<file>", describe: "JSONL of runs" },
  options: [{ flags: "--weights <which>", describe: "published, or corrected for the swapped XSTest subsets", default: "published" }],
  schema: z.object({ args: z.tuple([z.string("FILE is needed")], "one FILE is needed"), weights: z.enum(["published", "corrected"]) }),
  run: async (_context, { args: [file], weights }) => {
    const rows: OutputValue[] = [];
    let number = 0;
    for (const line of (await readText(file, "runs")).split(/\r?\n/)) {
      number += 1;
      if (line.trim() === "") continue;
      try {
        const { overall, chat, chatHard, safety, reasoning } = scoreRewardBench(readRun(line), weights);
        rows.push({ overall, chat, chat_hard: chatHard, safety, reasoning });
      } catch (error) {
        if (!(error instanceof RangeError || error instanceof SyntaxError || error instanceof z.ZodError)) throw error;
        const what = error instanceof RangeError ? error.message : "it is no JSON object";
        throw new AppError("invalid_input", { userMessage: `Line ${number} of ${file} cannot be scored: ${what}.`, cause: error });
      }
    }
    if (rows.length === 0) throw new UsageError(`argument: ${file} has no runs`);
    return { rows };
  },
});
