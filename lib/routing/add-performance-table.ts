import { createHash } from "node:crypto";
import { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { actorUserId } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { AppError, notFound } from "@/lib/errors";
import { LEAST_MEASURED } from "@/lib/ml/routing/learn-predictor";
import { isNumber, readTableText } from "@/lib/routing/number-table";
import { deleteTable, insertTable } from "@/lib/routing/performance-store";
import { getTagging } from "@/lib/tags/list-tags";

/** Mixes of a table; fitting a predictor costs the cube of them. */
const mostMixes = 500;

export const addTableSchema = z.object({
  projectId: z.string().min(1),
  /** the file's name, by which it is shown */
  name: z.string().trim().min(1, "is needed").max(200),
  text: z.string().min(1, "is empty").max(4_000_000, "is larger than 4 MB"),
  /** the column with the score */
  target: z.string().trim().min(1, "is needed").max(200),
  /** items of each mix, whoever labelled them */
  mixItems: z.number("must be a number").int("must be a whole number").min(1, "at least one").max(100_000_000),
});
export type AddTable = z.input<typeof addTableSchema>;

const refuse = (userMessage: string): AppError => new AppError("invalid_input", { userMessage });

/** Columns that are tags become counts, the others are named; a cell that is no count is refused with its place. */
const readCounts = (input: z.output<typeof addTableSchema>, tagNames: ReadonlySet<string>) => {
  const { text, name, target, mixItems } = input;
  const { header, rows } = readTableText(text, name);
  const at = header.indexOf(target);
  if (at < 0)
    throw refuse(`The table has no column “${target}”. It has ${header.slice(0, 8).join(", ")}${header.length > 8 ? ", …" : ""}.`);
  if (rows.length < LEAST_MEASURED || rows.length > mostMixes)
    throw refuse(`The table has ${rows.length} mixes; ${LEAST_MEASURED} to ${mostMixes} can be learned from.`);
  const columns = header.filter((column, index) => index !== at && tagNames.has(column));
  if (columns.length === 0)
    throw refuse(`No column of the table is a tag of this project. A column is named as its tag is, such as “${[...tagNames][0] ?? ""}”.`);
  const numberAt = (row: string[], index: number, rowNumber: number): number => {
    const cell = row[index];
    if (!isNumber(cell)) throw refuse(`Row ${rowNumber} has no number in “${header[index] ?? ""}” but “${cell ?? ""}”.`);
    return Number(cell);
  };
  const places = columns.map((column) => header.indexOf(column));
  const counts = rows.flatMap((row, index) =>
    places.map((place) => {
      const count = numberAt(row, place, index + 1);
      if (count < 0 || count > mixItems)
        throw refuse(`Row ${index + 1} counts ${count} items in “${header[place] ?? ""}”, and a mix has 0 to ${mixItems}.`);
      return count;
    }),
  );
  const scores = rows.map((row, index) => numberAt(row, at, index + 1));
  if (scores.every((score) => score === scores[0]))
    throw refuse(`Every score in “${target}” is ${scores[0] ?? 0}: nothing can be learned from that.`);
  return { columns, counts, scores, leftOut: header.filter((column, index) => index !== at && !tagNames.has(column)) };
};

/**
 * Keeps scores of reward models that were trained elsewhere, each on a mix of people's and a model's labels: what the published
 * strategies can learn from in place of small models trained here. The same table again is the same one.
 * @throws AppError invalid_input saying which row or column is wrong
 */
export const addPerformanceTable = async (
  actor: Actor,
  input: AddTable,
): Promise<{ tableId: string; mixes: number; tags: number; leftOut: string[] }> => {
  await guard(actor, "routing:plan", { projectId: input.projectId });
  const parsed = addTableSchema.parse(input);
  const { projectId, name, target, mixItems } = parsed;
  const { set } = await getTagging(actor, { projectId });
  const { leftOut, ...table } = readCounts(parsed, new Set(set.tags.map((tag) => tag.name)));
  const sha256 = createHash("sha256")
    .update(JSON.stringify([table, target, mixItems]))
    .digest("hex");
  return db().$transaction(async (tx) => {
    const tableId = await insertTable(tx, projectId, { ...table, name, target, mixItems, sha256, createdById: actorUserId(actor) });
    await appendAudit(tx, actor, {
      action: "routing:plan",
      projectId,
      subjectId: tableId,
      detail: { table: name, mixes: table.scores.length },
    });
    return { tableId, mixes: table.scores.length, tags: table.columns.length, leftOut };
  });
};

/** Plans that were drawn from it stay as they are. */
export const dropPerformanceTable = async (actor: Actor, input: { projectId: string; tableId: string }): Promise<void> => {
  const { projectId, tableId } = input;
  await guard(actor, "routing:plan", { projectId });
  await db().$transaction(async (tx) => {
    if (!(await deleteTable(tx, projectId, tableId))) throw notFound("table of measured mixes");
    await appendAudit(tx, actor, { action: "routing:plan", projectId, subjectId: tableId, detail: { dropped: true } });
  });
};
