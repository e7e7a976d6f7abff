import { toFigure } from "@/app/(workspace)/projects/[slug]/judges/_components/measures";
import { RowWalk } from "@/components/tables/row-walk";
import { AppLink } from "@/components/ui/app-link";
import { StateText } from "@/components/ui/badge";
import { formatFigure } from "@/components/ui/figure-format";
import { Interval } from "@/components/ui/interval";
import { SourceMark } from "@/components/ui/source-mark";
import { Cell, HeaderCell, Row, Table } from "@/components/ui/table";
import { inDollars } from "@/lib/budgets/schema";
import type { PersonPay } from "@/lib/payments/list-pay";
import { inHours } from "@/lib/payments/schema";

/** Everybody who answers, with what they earned, were paid and are owed. */
export function PeopleTable({ slug, people }: { slug: string; people: PersonPay[] }) {
  return (
    <RowWalk hint={false}>
      <Table aria-label="Pay of people">
        <thead>
          <tr>
            <HeaderCell>Person</HeaderCell>
            <HeaderCell numeric>Answers</HeaderCell>
            <HeaderCell numeric className="max-md:hidden">
              Active hours
            </HeaderCell>
            <HeaderCell numeric className="max-md:hidden">
              Earned
            </HeaderCell>
            <HeaderCell numeric className="max-md:hidden">
              Paid
            </HeaderCell>
            <HeaderCell numeric>Owed</HeaderCell>
            <HeaderCell numeric className="max-lg:hidden">
              An hour brings, 95 % interval
            </HeaderCell>
            <HeaderCell className="max-lg:hidden">Least pay</HeaderCell>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <Row key={person.annotatorId}>
              <Cell>
                <SourceMark source="person" label={null} className="mr-2" />
                <AppLink
                  data-row-link
                  href={`/projects/${slug}/budget/people/${person.annotatorId}`}
                  className="font-medium underline decoration-rule-3 underline-offset-3"
                >
                  {person.name}
                </AppLink>
              </Cell>
              <Cell numeric>
                {formatFigure(person.items, "count")}
                {person.waitingItems > 0 ? (
                  <span className="text-ink-3"> + {formatFigure(person.waitingItems, "count")} waiting</span>
                ) : null}
              </Cell>
              <Cell numeric className="max-md:hidden">
                {inHours(person.activeSeconds)}
              </Cell>
              <Cell numeric className="max-md:hidden">
                {inDollars(person.earnedMicros + person.adjustedMicros)}
              </Cell>
              <Cell numeric className="max-md:hidden">
                {inDollars(person.paidMicros)}
              </Cell>
              <Cell numeric>{inDollars(person.owedMicros)}</Cell>
              <Cell numeric className="max-lg:hidden">
                {person.hourlyMicros.value === null ? (
                  <span className="text-ink-3" title={person.hourlyMicros.reason}>
                    –
                  </span>
                ) : (
                  <Interval estimate={toFigure(person.hourlyMicros)} kind="money" />
                )}
              </Cell>
              <Cell className="max-lg:hidden">
                {person.minimum === "below" || person.minimum === "surely below" ? (
                  <StateText tone="bad">{person.minimum}</StateText>
                ) : (
                  <span className="text-ink-3">{person.minimum}</span>
                )}
              </Cell>
            </Row>
          ))}
        </tbody>
      </Table>
    </RowWalk>
  );
}
