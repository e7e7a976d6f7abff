import { z } from "zod";
import { defineCommand, needed, UsageError } from "@/cli/command";
import type { CommandResult, OutputValue } from "@/cli/command";
import { readText } from "@/cli/read-text";
import { AppError } from "@/lib/errors";
import { isNumber, readTableText } from "@/lib/routing/number-table";
import { crossValidatePerformance, performanceModels, scorePredictions } from "@/lib/ml/routing/performance-prediction";

const refuse = (userMessage: string): AppError => new AppError("invalid_input", { userMessage });

type Table = ReturnType<typeof readTableText>;

const columnOf = ({ header }: Table, flag: string, name: string): number => {
  const at = header.indexOf(name);
  if (at < 0) throw new UsageError(`${flag}: the table has no column “${name}”; it has ${header.join(", ")}`);
  return at;
};

/** The first row without a number in a column; below 0 where all have one. */
const gapIn = ({ rows }: Table, column: number): number => rows.findIndex((row) => !isNumber(row[column]));

const noNumber = (table: Table, column: number): AppError => {
  const at = gapIn(table, column);
  return refuse(`Row ${at + 1} has no number in “${table.header[column] ?? ""}” but “${table.rows[at]?.[column] ?? ""}”.`);
};

const numbersOf = (table: Table, column: number): Float64Array => {
  if (gapIn(table, column) >= 0) throw noNumber(table, column);
  return Float64Array.from(table.rows, (row) => Number(row[column]));
};

/**
 * The numeric columns of a table, the target apart. A column of words is no count and is left out, which the result says; a gap or
 * a NaN among numbers is refused, since leaving out the column or the row would quietly change what is fitted.
 */
const readFeatures = (table: Table, target: number) => {
  const { header, rows } = table;
  const leftOut: string[] = [];
  const features = header.flatMap((name, column) => {
    if (column === target) return [];
    if (gapIn(table, column) < 0) return [column];
    if (rows.filter((row) => isNumber(row[column])).length * 2 > rows.length) throw noNumber(table, column);
    leftOut.push(name);
    return [];
  });
  if (features.length === 0) throw refuse("No other column of the table is numeric throughout.");
  if (rows.length < 3) throw refuse(`The table has ${rows.length} rows: a model that is judged on rows it has not seen needs at least 3.`);
  return { leftOut, d: features.length, x: Float64Array.from(rows.flatMap((row) => features.map((column) => Number(row[column])))) };
};

const undefinedRank = "a rank correlation needs both the scores and the predictions to differ";

const printed = (actual: Float64Array, predicted: Float64Array): CommandResult => {
  const { spearman, rmse, mse, p } = scorePredictions(actual, predicted);
  const orReason = (value: number | null): OutputValue => value ?? { value: null, reason: undefinedRank };
  return { spearman: orReason(spearman), rmse, mse, p: orReason(p), rows: actual.length };
};

export const command = defineCommand({
  name: "ppm",
  describe: "fit a performance prediction model to a table of counts and scores, judged by cross-validation; or judge predictions it holds",
  options: [
    { flags: "--candidates <file.csv>", describe: "one row a candidate mix, one column a count" },
    { flags: "--target <column>", describe: "the column with the score" },
    { flags: "--model <name>", describe: performanceModels.join(", ") },
    { flags: "--predicted <column>", describe: "in place of a model: the column with scores that were predicted elsewhere" },
    { flags: "--folds <k>", describe: "folds of the cross-validation of a model (default: 10)" },
  ],
  schema: z
    .object({
      candidates: z.string("is needed"),
      target: z.string("is needed"),
      model: z.enum(performanceModels).optional(),
      predicted: z.string().optional(),
      folds: z.coerce.number().int().min(2).optional(),
    })
    .refine(({ model, predicted }) => (model === undefined) !== (predicted === undefined), {
      path: ["model"],
      message: "give either --model or --predicted",
    })
    .refine(({ folds, predicted }) => folds === undefined || predicted === undefined, {
      path: ["folds"],
      message: "is of the cross-validation of a --model; what was predicted elsewhere has none",
    }),
  run: async ({ seed }, { candidates, target, model, predicted, folds: wanted = 10 }) => {
    const table = readTableText(await readText(candidates, "table"), candidates);
    const at = columnOf(table, "--target", target);
    const y = numbersOf(table, at);
    if (predicted !== undefined) return printed(y, numbersOf(table, columnOf(table, "--predicted", predicted)));
    const { x, d, leftOut } = readFeatures(table, at);
    // Fewer rows than folds: each row is left out once.
    const folds = Math.min(wanted, y.length);
    return {
      ...printed(y, crossValidatePerformance(needed("--model", model), x, d, y, folds, seed)),
      columns: d,
      folds,
      left_out: leftOut,
    };
  },
});
