import { z } from "zod";
import { defineCommand, UsageError } from "@/cli/command";
import type { OutputValue } from "@/cli/command";
import { readText } from "@/cli/read-text";
import { AppError } from "@/lib/errors";
import { isNumber, readTableText } from "@/lib/routing/number-table";
import { crossValidatePerformance, performanceModels, scorePredictions } from "@/lib/ml/routing/performance-prediction";

const refuse = (userMessage: string): AppError => new AppError("invalid_input", { userMessage });

/**
 * The numeric columns of a table, the target apart. A column of words is no count and is left out, which the result says; a gap or
 * a NaN among numbers is refused, since leaving out the column or the row would quietly change what is fitted.
 */
const readTable = (text: string, file: string, target: string) => {
  const { header, rows } = readTableText(text, file);
  const at = header.indexOf(target);
  if (at < 0) throw new UsageError(`--target: the table has no column “${target}”; it has ${header.join(", ")}`);
  const gapIn = (column: number): number => rows.findIndex((row) => !isNumber(row[column]));
  const noNumber = (column: number): AppError =>
    refuse(`Row ${gapIn(column) + 1} has no number in “${header[column] ?? ""}” but “${rows[gapIn(column)]?.[column] ?? ""}”.`);
  if (gapIn(at) >= 0) throw noNumber(at);
  const leftOut: string[] = [];
  const features = header.flatMap((name, column) => {
    if (column === at) return [];
    if (gapIn(column) < 0) return [column];
    if (rows.filter((row) => isNumber(row[column])).length * 2 > rows.length) throw noNumber(column);
    leftOut.push(name);
    return [];
  });
  if (features.length === 0) throw refuse("No other column of the table is numeric throughout.");
  if (rows.length < 3) throw refuse(`The table has ${rows.length} rows: a model that is judged on rows it has not seen needs at least 3.`);
  return {
    leftOut,
    d: features.length,
    x: Float64Array.from(rows.flatMap((row) => features.map((column) => Number(row[column])))),
    y: Float64Array.from(rows, (row) => Number(row[at])),
  };
};

const undefinedRank = "a rank correlation needs both the scores and the predictions to differ";

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
  run: async ({ seed }, { candidates, target, model, folds: wanted }) => {
    const { x, d, y, leftOut } = readTable(await readText(candidates, "table"), candidates, target);
    // Fewer rows than folds: each row is left out once.
    const folds = Math.min(wanted, y.length);
    const { spearman, rmse, mse, p } = scorePredictions(y, crossValidatePerformance(model, x, d, y, folds, seed));
    const orReason = (value: number | null): OutputValue => value ?? { value: null, reason: undefinedRank };
    return { spearman: orReason(spearman), rmse, mse, p: orReason(p), rows: y.length, columns: d, folds, left_out: leftOut };
  },
});
