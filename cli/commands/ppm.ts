import { readFile } from "node:fs/promises";
import { parse } from "csv-parse/sync";
import { z } from "zod";
import { defineCommand, UsageError } from "@/cli/command";
import { AppError } from "@/lib/errors";
import { crossValidatePerformance, performanceModels, scorePredictions } from "@/lib/ml/routing/performance-prediction";

const tableSchema = z.array(z.record(z.string(), z.string()));

/** The numeric columns of a table, the target apart. A column of words is no feature and is left out. */
const readTable = (text: string, target: string) => {
  const rows = tableSchema.parse(parse(text, { columns: true, skip_empty_lines: true, trim: true, bom: true }));
  const [first] = rows;
  if (!first) throw new AppError("invalid_input", { userMessage: "The table has no rows." });
  if (!(target in first)) throw new UsageError(`--target: the table has no column “${target}”; it has ${Object.keys(first).join(", ")}`);
  const isNumber = (cell: string | undefined): boolean => cell !== undefined && cell !== "" && Number.isFinite(Number(cell));
  const bad = rows.findIndex((row) => !isNumber(row[target]));
  if (bad >= 0) throw new AppError("invalid_input", { userMessage: `Row ${bad + 1} has no number in “${target}”.` });
  const features = Object.keys(first).filter((name) => name !== target && rows.every((row) => isNumber(row[name])));
  if (features.length === 0) throw new AppError("invalid_input", { userMessage: "No other column of the table is numeric throughout." });
  return {
    d: features.length,
    x: Float64Array.from(rows.flatMap((row) => features.map((name) => Number(row[name])))),
    y: Float64Array.from(rows, (row) => Number(row[target])),
  };
};

export const command = defineCommand({
  name: "ppm",
  describe: "fit a performance prediction model to a table of counts and scores, judged by cross-validation",
  options: [
    { flags: "--candidates <file.csv>", describe: "one row a candidate mix, one column a count" },
    { flags: "--target <column>", describe: "the column with the score" },
    { flags: "--model <name>", describe: performanceModels.join(", ") },
    { flags: "--folds <k>", describe: "folds of the cross-validation", default: "10" },
  ],
  schema: z.object({
    candidates: z.string("is needed"),
    target: z.string("is needed"),
    model: z.enum(performanceModels),
    folds: z.coerce.number().int().min(2),
  }),
  run: async ({ seed }, { candidates, target, model, folds }) => {
    const { x, d, y } = readTable(await readFile(candidates, "utf8"), target);
    if (folds > y.length) throw new UsageError(`--folds: ${folds} folds need at least as many rows, the table has ${y.length}`);
    const { spearman, rmse, mse, p } = scorePredictions(y, crossValidatePerformance(model, x, d, y, folds, seed));
    return { spearman, rmse, mse, p };
  },
});
