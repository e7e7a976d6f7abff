import { Readable } from "node:stream";
import { stringify } from "csv-stringify";
import { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { entryRows } from "@/lib/budgets/ledger-store";
import type { EntryRow } from "@/lib/budgets/ledger-store";
import type { EntryView } from "@/lib/budgets/schema";

const toView = ({ id, reservedChange, spentChange, createdAt, ...row }: EntryRow): EntryView => ({
  ...row,
  id: String(id),
  reservedChangeMicros: Number(reservedChange),
  spentChangeMicros: Number(spentChange),
  createdAt: createdAt.toISOString(),
});

const pageSchema = z.object({
  projectId: z.string().min(1),
  /** id of the last line seen */
  before: z
    .string()
    .regex(/^\d{1,18}$/, "is no ledger line")
    .nullable()
    .default(null),
  take: z.number().int().min(1).max(10_000).default(100),
});

/** Ledger lines, newest first. */
export const readLedger = async (actor: Actor, input: z.input<typeof pageSchema>): Promise<EntryView[]> => {
  await guard(actor, "budgets:see", { projectId: input.projectId });
  const { projectId, before, take } = pageSchema.parse(input);
  return (await entryRows(projectId, { before: before === null ? null : BigInt(before), take })).map(toView);
};

async function* allLines(projectId: string): AsyncGenerator<Record<string, string>> {
  let before: bigint | null = null;
  for (;;) {
    const rows: EntryRow[] = await entryRows(projectId, { before, take: 5_000 });
    for (const { id, kind, createdAt, reservedChange, spentChange, campaign, arm, month, note } of rows)
      yield {
        line: String(id),
        at: createdAt.toISOString(),
        kind,
        arm,
        campaign: campaign ?? "",
        month,
        reserved_change_micros: String(reservedChange),
        spent_change_micros: String(spentChange),
        note,
      };
    before = rows.at(-1)?.id ?? null;
    if (before === null || rows.length < 5_000) return;
  }
}

const columns = ["line", "at", "kind", "arm", "campaign", "month", "reserved_change_micros", "spent_change_micros", "note"];
const signed = new Set(["reserved_change_micros", "spent_change_micros"]);

/**
 * The whole ledger as CSV, newest first. Names and notes that a spreadsheet would run as a formula get a quote before them;
 * amounts, which may be negative, are numbers of our own and stay numbers.
 */
export const exportLedger = async (actor: Actor, input: { projectId: string }): Promise<Readable> => {
  await guard(actor, "budgets:see", { projectId: input.projectId });
  return Readable.from(allLines(input.projectId)).pipe(
    stringify({
      header: true,
      columns,
      record_delimiter: "windows",
      cast: {
        string: (value, { column, header }) =>
          !header && !(typeof column === "string" && signed.has(column)) && /^[=+\-@\t\r\0]/.test(value) ? `'${value}` : value,
      },
    }),
  );
};
