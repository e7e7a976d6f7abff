import type { Readable } from "node:stream";
import { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { spreadsheetCsv } from "@/lib/spreadsheet-csv";
import { entryRows } from "@/lib/budgets/ledger-store";
import type { EntryRow } from "@/lib/budgets/ledger-store";
import type { EntryView } from "@/lib/budgets/schema";

const toView = ({ id, reservedChange, spentChange, paidChange, createdAt, ...row }: EntryRow): EntryView => ({
  ...row,
  id: String(id),
  reservedChangeMicros: Number(reservedChange),
  spentChangeMicros: Number(spentChange),
  paidChangeMicros: Number(paidChange),
  createdAt: createdAt.toISOString(),
});

/** Whose pay a line is about is for those who may see it. */
const unnamed = (row: EntryRow): EntryRow => (row.annotator === null ? row : { ...row, annotator: null, note: "" });

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
  const { may } = await guard(actor, "budgets:see", { projectId: input.projectId });
  const { projectId, before, take } = pageSchema.parse(input);
  const rows = await entryRows(projectId, { before: before === null ? null : BigInt(before), take });
  return rows.map((row) => toView(may("pay:see") ? row : unnamed(row)));
};

async function* allLines(projectId: string, named: boolean): AsyncGenerator<Record<string, string>> {
  let before: bigint | null = null;
  for (;;) {
    const rows: EntryRow[] = await entryRows(projectId, { before, take: 5_000 });
    for (const { id, kind, createdAt, reservedChange, spentChange, paidChange, campaign, arm, annotator, month, note } of named
      ? rows
      : rows.map(unnamed))
      yield {
        line: String(id),
        at: createdAt.toISOString(),
        kind,
        arm,
        campaign: campaign ?? "",
        month,
        reserved_change_micros: String(reservedChange),
        spent_change_micros: String(spentChange),
        paid_change_micros: String(paidChange),
        annotator: annotator ?? "",
        note,
      };
    before = rows.at(-1)?.id ?? null;
    if (before === null || rows.length < 5_000) return;
  }
}

const columns = [
  "line",
  "at",
  "kind",
  "arm",
  "campaign",
  "month",
  "reserved_change_micros",
  "spent_change_micros",
  "paid_change_micros",
  "annotator",
  "note",
];

/** The whole ledger as CSV, newest first. */
export const exportLedger = async (actor: Actor, input: { projectId: string }): Promise<Readable> => {
  const { may } = await guard(actor, "budgets:see", { projectId: input.projectId });
  return spreadsheetCsv(columns, allLines(input.projectId, may("pay:see")));
};
