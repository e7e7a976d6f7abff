import { createHash } from "node:crypto";
import { z } from "zod";
import { AppError } from "@/lib/errors";

/** Pages of a list: at most `limit` rows and a cursor for those after them. */

export const mostPerPage = 100;

const limitSchema = z.coerce.number().int().min(1).max(mostPerPage).default(50).describe("rows of a page at most");
const cursorSchema = z.string().max(500).optional().describe("`nextCursor` of the page before; the filters must be the same as there");

/** Query of a list with these filters; what is not named here is refused. */
export const pageQuery = <Filters extends z.ZodRawShape>(filters: Filters) =>
  z.object({ ...filters, limit: limitSchema, cursor: cursorSchema });

export const pageOf = <Row extends z.ZodType>(row: Row) =>
  z.object({
    data: z.array(row),
    /** null on the last page */
    nextCursor: z.string().nullable(),
  });

const positionSchema = z.object({ at: z.number().int().min(0), of: z.string() });

type Query = { limit: number; cursor?: string | undefined };

/** What a cursor belongs to: the same list with the same filters. */
const fingerprint = (list: string, { limit: _limit, cursor: _cursor, ...filters }: Query): string =>
  createHash("sha256")
    .update(JSON.stringify([list, Object.entries(filters).sort(([a], [b]) => (a < b ? -1 : 1))]))
    .digest("base64url")
    .slice(0, 16);

const write = (at: number, of: string): string => Buffer.from(JSON.stringify({ at, of })).toString("base64url");

const readCursor = (cursor: string | undefined, of: string): number => {
  if (cursor === undefined) return 0;
  try {
    const position = positionSchema.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
    if (position.of === of) return position.at;
  } catch {
    // Told below: a cursor that cannot be read and one of another list are the same mistake.
  }
  throw new AppError("invalid_input", { userMessage: "This cursor belongs to another list or to other filters. Begin without one." });
};

/**
 * A page of a list that is read from a position on.
 * @param list name of the list, its scope included
 * @param load rows from `at` on, at most `take` of them; one more than the limit is asked for to learn whether there are more
 * @param after position after a row: its place counted from `at`, or a value of the row by which the list is ordered
 */
export const page = async <Row>(
  list: string,
  query: Query,
  load: (from: { at: number; take: number }) => Promise<Row[]>,
  after: (row: Row, place: number) => number = (_row, place) => place + 1,
): Promise<{ data: Row[]; nextCursor: string | null }> => {
  const of = fingerprint(list, query);
  const at = readCursor(query.cursor, of);
  const rows = await load({ at, take: query.limit + 1 });
  const data = rows.slice(0, query.limit);
  const last = data.at(-1);
  return { data, nextCursor: rows.length > query.limit && last !== undefined ? write(after(last, at + data.length - 1), of) : null };
};
