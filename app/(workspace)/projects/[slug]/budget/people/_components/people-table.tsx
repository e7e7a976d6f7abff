import { toFigure } from "@/app/(workspace)/projects/[slug]/judges/_components/measures";
import { ListTable } from "@/components/tables/list-table";
import { RowLink } from "@/components/tables/row-link";
import { StateText } from "@/components/ui/badge";
import { formatFigure } from "@/components/ui/figure-format";
import { Interval } from "@/components/ui/interval";
import { SourceMark } from "@/components/ui/source-mark";
import { inDollars } from "@/lib/budgets/schema";
import type { PersonPay } from "@/lib/payments/list-pay";
import { inHours } from "@/lib/payments/schema";

/** Everybody who answers, with what they earned, were paid and are owed. */
export function PeopleTable({ slug, people }: { slug: string; people: PersonPay[] }) {
  return (
    <ListTable
      walk
      label="Pay of people"
      rows={people}
      rowKey={({ annotatorId }) => annotatorId}
      columns={[
        {
          head: "Person",
          cut: true,
          title: ({ name }) => name,
          className: "min-w-[14ch]",
          cell: ({ annotatorId, name }) => (
            <>
              <SourceMark source="person" label={null} className="mr-2" />
              <RowLink href={`/projects/${slug}/budget/people/${annotatorId}`}>{name}</RowLink>
            </>
          ),
        },
        {
          head: "Answers",
          numeric: true,
          cell: ({ items, waitingItems }) => (
            <>
              {formatFigure(items, "count")}
              {waitingItems > 0 ? <span className="text-ink-3"> + {formatFigure(waitingItems, "count")} waiting</span> : null}
            </>
          ),
        },
        { head: "Active hours", numeric: true, from: "md", cell: ({ activeSeconds }) => inHours(activeSeconds) },
        { head: "Earned", numeric: true, from: "md", cell: ({ earnedMicros, adjustedMicros }) => inDollars(earnedMicros + adjustedMicros) },
        { head: "Paid", numeric: true, from: "md", cell: ({ paidMicros }) => inDollars(paidMicros) },
        { head: "Owed", numeric: true, cell: ({ owedMicros }) => inDollars(owedMicros) },
        {
          head: "An hour brings, 95 % interval",
          numeric: true,
          from: "lg",
          cell: ({ hourlyMicros }) =>
            hourlyMicros.value === null ? (
              <span className="text-ink-3" title={hourlyMicros.reason}>
                –
              </span>
            ) : (
              <Interval estimate={toFigure(hourlyMicros)} kind="money" />
            ),
        },
        {
          head: "Least pay",
          from: "lg",
          cell: ({ minimum }) =>
            minimum === "below" || minimum === "surely below" ? (
              <StateText tone="bad">{minimum}</StateText>
            ) : (
              <span className="text-ink-3">{minimum}</span>
            ),
        },
      ]}
    />
  );
}
