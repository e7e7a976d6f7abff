import type { Readable } from "node:stream";
import type { Actor } from "@/lib/auth/actor";
import { actorUserId } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { monthSchema } from "@/lib/calendar-schema";
import { spreadsheetCsv } from "@/lib/spreadsheet-csv";
import { notFound } from "@/lib/errors";
import type { Estimate } from "@/lib/ml/estimate";
import { paySums, waitingEarnings } from "@/lib/payments/earned-store";
import { hourlyPay } from "@/lib/payments/effective-pay";
import type { StatementLine, StatementNote } from "@/lib/payments/schema";
import { monthsOf, ownPerson, peopleOf, statementRows } from "@/lib/payments/store";

export type Statement = {
  annotatorId: string;
  name: string;
  /** null: from the first line to the last */
  month: string | null;
  months: string[];
  openingMicros: number;
  lines: StatementLine[];
  /** payments, adjustments, and what was taken back of them */
  notes: StatementNote[];
  items: number;
  activeSeconds: number;
  earnedMicros: number;
  adjustedMicros: number;
  paidMicros: number;
  closingMicros: number;
  /** answered, and not in the ledger yet */
  waitingItems: number;
  waitingMicros: number;
  /** over all periods */
  hourlyMicros: Estimate;
};

type Wanted = { projectId: string; month?: string | undefined };

const isPayment = ({ of }: StatementNote): boolean => of === "pay";
const noteKind = (text: string): StatementNote["kind"] => (text === "adjust" || text === "pay" ? text : "reverse");

const build = async (projectId: string, person: { id: string; name: string }, month: string | null): Promise<Statement> => {
  const [rows, months, sums, waiting] = await Promise.all([
    statementRows(projectId, person.id, { month }),
    monthsOf(projectId, person.id),
    paySums(projectId, person.id),
    waitingEarnings(projectId),
  ]);
  const lines = rows.lines.map(({ activeMs, rateMicros, amountMicros, ...line }) => ({
    ...line,
    rateMicros: Number(rateMicros),
    activeSeconds: Number(activeMs) / 1000,
    amountMicros: Number(amountMicros),
  }));
  const notes: StatementNote[] = rows.notes.map(({ lineId, at, kind, of, amountMicros, ...note }) => ({
    ...note,
    lineId: String(lineId),
    at: at.toISOString(),
    kind: noteKind(kind),
    of: of === "pay" ? "pay" : "adjust",
    amountMicros: Number(amountMicros),
  }));
  const openingMicros = Number(rows.openingMicros);
  const earnedMicros = lines.reduce((sum, { amountMicros }) => sum + amountMicros, 0);
  const paidMicros = notes.filter(isPayment).reduce((sum, { amountMicros }) => sum + amountMicros, 0);
  const adjustedMicros = notes.filter((note) => !isPayment(note)).reduce((sum, { amountMicros }) => sum + amountMicros, 0);
  const own = waiting.filter(({ annotatorId }) => annotatorId === person.id);
  const [measured] = sums;
  return {
    annotatorId: person.id,
    name: person.name,
    month,
    months,
    openingMicros,
    lines,
    notes,
    items: lines.reduce((sum, { items }) => sum + items, 0),
    activeSeconds: lines.reduce((sum, { activeSeconds }) => sum + activeSeconds, 0),
    earnedMicros,
    adjustedMicros,
    paidMicros,
    closingMicros: openingMicros + earnedMicros + adjustedMicros - paidMicros,
    waitingItems: own.reduce((sum, { items }) => sum + items, 0),
    waitingMicros: Number(own.reduce((sum, { amountMicros }) => sum + amountMicros, 0n)),
    hourlyMicros: measured ? hourlyPay(measured) : { value: null, reason: "No answer with measured active time yet." },
  };
};

const periodOf = ({ month }: Wanted): string | null => (month === undefined ? null : monthSchema.parse(month));

/** What somebody earned, was paid and is owed, in a month (UTC, by when the ledger took it) or in all. By name or id. */
export const readStatement = async (actor: Actor, input: Wanted & { annotator: string }): Promise<Statement> => {
  await guard(actor, "pay:see", { projectId: input.projectId });
  const people = await peopleOf(input.projectId);
  const person = people.find(({ id }) => id === input.annotator) ?? people.find(({ name }) => name === input.annotator);
  if (!person) throw notFound("person");
  return build(input.projectId, person, periodOf(input));
};

/** One's own statement; null before one's first item. */
export const readOwnStatement = async (actor: Actor, input: Wanted): Promise<Statement | null> => {
  await guard(actor, "pay:own", { projectId: input.projectId });
  const userId = actorUserId(actor);
  const person = userId === null ? null : await ownPerson(input.projectId, userId);
  return person && build(input.projectId, person, periodOf(input));
};

const columns = ["period", "annotator", "entry", "at", "campaign", "rate", "rate_micros", "items", "active_hours", "amount_micros", "note"];
const rateNames = { item: "an answer", hour: "an hour", none: "" };

function* rowsOf(statement: Statement): Generator<Record<string, string>> {
  const common = { period: statement.month ?? "all", annotator: statement.name };
  const sum = (entry: string, micros: number): Record<string, string> => ({ ...common, entry, amount_micros: String(micros) });
  yield sum("carried over", statement.openingMicros);
  for (const line of statement.lines)
    yield {
      ...sum("earned", line.amountMicros),
      campaign: line.campaign,
      rate: rateNames[line.basis],
      rate_micros: String(line.rateMicros),
      items: String(line.items),
      active_hours: (line.activeSeconds / 3600).toFixed(4),
    };
  for (const note of statement.notes) {
    const entry = `${note.of === "pay" ? "payment" : "adjustment"}${note.kind === "reverse" ? " taken back" : ""}`;
    yield { ...sum(entry, note.of === "pay" ? -note.amountMicros : note.amountMicros), at: note.at, note: note.note };
  }
  yield sum("owed", statement.closingMicros);
}

const toCsv = (statement: Statement): Readable => spreadsheetCsv(columns, rowsOf(statement));

/** The amounts of a statement as CSV: they sum to what is owed, its last row. */
export const exportStatement = async (actor: Actor, input: Wanted & { annotator: string }): Promise<Readable> => {
  await guard(actor, "pay:see", { projectId: input.projectId });
  return toCsv(await readStatement(actor, input));
};

export const exportOwnStatement = async (actor: Actor, input: Wanted): Promise<Readable> => {
  await guard(actor, "pay:own", { projectId: input.projectId });
  const statement = await readOwnStatement(actor, input);
  if (!statement) throw notFound("statement");
  return toCsv(statement);
};
