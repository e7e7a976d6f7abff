import { Fragment } from "react";
import type { ReactNode } from "react";
import { toFigure } from "@/app/(workspace)/projects/[slug]/judges/_components/measures";
import { Section } from "@/components/shell/page-header";
import { DefinitionList } from "@/components/ui/definition-list";
import { counted, formatFigure } from "@/components/ui/figure-format";
import { formatMinute } from "@/components/ui/format-minute";
import { Interval } from "@/components/ui/interval";
import { ActionsHeader, Cell, CutCell, HeaderCell, Row, Table } from "@/components/ui/table";
import { inDollars } from "@/lib/budgets/schema";
import { cn } from "@/lib/cn";
import type { Statement } from "@/lib/payments/read-statement";
import { inHours } from "@/lib/payments/schema";
import type { StatementLine, StatementNote } from "@/lib/payments/schema";

const rateOf = ({ basis, rateMicros }: StatementLine): string =>
  basis === "none" ? "not paid" : `${inDollars(rateMicros)} ${basis === "item" ? "an answer" : "an hour"}`;

const noteOf = ({ kind, of }: StatementNote): string => {
  const what = of === "pay" ? "payment" : "adjustment";
  return kind === "reverse" ? `${what} taken back` : what;
};

/** What a line did to what is owed, as the file has it: a payment lessens it. */
const effectOf = ({ of, amountMicros }: StatementNote): number => (of === "pay" ? -amountMicros : amountMicros);

// In sight from there on; a narrower window has room for who, how much and what for.
const wide = "max-md:hidden";

/** What somebody earned, was paid and is owed: the same for the person and for whoever pays, on the screen and on paper. */
export function StatementView({ statement, tools }: { statement: Statement; tools?: (note: StatementNote) => ReactNode }) {
  const { lines, notes } = statement;
  return (
    <>
      <div className="max-w-[440px]">
        <DefinitionList
          bill
          items={[
            ...(statement.month === null ? [] : [{ term: "Carried over", value: inDollars(statement.openingMicros) }]),
            {
              term: `Earned: ${counted(statement.items, "answer")}, ${inHours(statement.activeSeconds)} active hours`,
              value: inDollars(statement.earnedMicros),
            },
            { term: "Adjusted", value: inDollars(statement.adjustedMicros) },
            { term: "Paid", value: inDollars(-statement.paidMicros) },
            {
              term: <b className="font-semibold text-ink">Owed</b>,
              value: <b className="font-semibold">{inDollars(statement.closingMicros)}</b>,
              key: "owed",
            },
          ]}
        />
      </div>
      {statement.waitingItems > 0 ? (
        <p className="mt-2 text-12 text-ink-2">
          {counted(statement.waitingItems, "answer")} for {inDollars(statement.waitingMicros)}{" "}
          {statement.waitingItems === 1 ? "is not counted yet: it is" : "are not counted yet: they are"} counted every half minute, as far
          as the budget has room.
        </p>
      ) : null}
      {statement.hourlyMicros.value === null ? null : (
        <p className="mt-2 text-12 text-ink-2">
          An hour of active time brought <Interval estimate={toFigure(statement.hourlyMicros)} kind="money" />
          {statement.hourlyMicros.ci ? ", with its 95 % interval" : ""}, over all answers with measured time.
        </p>
      )}
      {lines.length > 0 ? (
        <Section title="Earned">
          <Table aria-label="Earned">
            <thead>
              <tr>
                <HeaderCell>Campaign</HeaderCell>
                <HeaderCell numeric>Answers</HeaderCell>
                <HeaderCell numeric className={wide}>
                  Active hours
                </HeaderCell>
                <HeaderCell numeric>Rate</HeaderCell>
                <HeaderCell numeric>Amount</HeaderCell>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <Row key={`${line.campaign} ${line.basis} ${line.rateMicros}`}>
                  <CutCell className="min-w-[10ch]">{line.campaign}</CutCell>
                  <Cell numeric>{formatFigure(line.items, "count")}</Cell>
                  <Cell numeric className={wide}>
                    {inHours(line.activeSeconds)}
                  </Cell>
                  <Cell numeric>{rateOf(line)}</Cell>
                  <Cell numeric>{inDollars(line.amountMicros)}</Cell>
                </Row>
              ))}
            </tbody>
          </Table>
        </Section>
      ) : null}
      {notes.length > 0 ? (
        <Section title="Payments and adjustments">
          <Table aria-label="Payments and adjustments">
            <thead>
              <tr>
                <HeaderCell className={wide}>When (UTC)</HeaderCell>
                <HeaderCell>What</HeaderCell>
                <HeaderCell numeric>Amount</HeaderCell>
                <HeaderCell className={wide}>Note</HeaderCell>
                {tools ? <ActionsHeader className="print:hidden" /> : null}
              </tr>
            </thead>
            <tbody>
              {notes.map((note) => (
                <Fragment key={note.lineId}>
                  <Row className="max-md:[&>td]:border-b-0">
                    <Cell className={cn("num", wide)}>{formatMinute(note.at)}</Cell>
                    <Cell className="max-md:w-full max-md:whitespace-normal">
                      {noteOf(note)}
                      {note.reversed ? <span className="text-ink-3">, taken back later</span> : null}
                    </Cell>
                    <Cell numeric>{inDollars(effectOf(note))}</Cell>
                    <Cell className={cn("w-full max-w-0 py-1 whitespace-normal text-ink-2", wide)} dir="auto">
                      {note.note}
                    </Cell>
                    {tools ? <Cell className="print:hidden">{tools(note)}</Cell> : null}
                  </Row>
                  <tr className="md:hidden">
                    <td colSpan={tools ? 3 : 2} className="max-w-0 border-b border-rule pb-2 text-12 text-ink-2" dir="auto">
                      <span className="num text-ink-3">{formatMinute(note.at)} UTC</span> {note.note}
                    </td>
                  </tr>
                </Fragment>
              ))}
            </tbody>
          </Table>
        </Section>
      ) : null}
    </>
  );
}
