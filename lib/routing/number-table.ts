import { parse } from "csv-parse/sync";
import { z } from "zod";
import { AppError } from "@/lib/errors";

const rowsSchema = z.array(z.array(z.string()));

const refuse = (userMessage: string, cause?: unknown): AppError => new AppError("invalid_input", { userMessage, cause });

export const isNumber = (cell: string | undefined): boolean => cell !== undefined && cell !== "" && Number.isFinite(Number(cell));

/** The head and the rows of a CSV table. @throws AppError invalid_input where it is none, is empty, or names a column twice */
export const readTableText = (text: string, file: string): { header: string[]; rows: string[][] } => {
  let cells: string[][];
  try {
    cells = rowsSchema.parse(parse(text, { skip_empty_lines: true, trim: true, bom: true }));
  } catch (error) {
    throw refuse(`${file} is no CSV table: ${error instanceof Error ? error.message : "it cannot be read"}.`, error);
  }
  const [header = [], ...rows] = cells;
  if (rows.length === 0) throw refuse("The table has no rows.");
  const twice = header.find((name, index) => header.indexOf(name) !== index);
  if (twice !== undefined) throw refuse(`The table has two columns “${twice}”.`);
  return { header, rows };
};
