import { formatFigure } from "@/components/ui/figure-format";
import { SourceMark } from "@/components/ui/source-mark";
import { Cell, CutCell, HeaderCell, Row, Table } from "@/components/ui/table";
import type { PlanView } from "@/lib/routing/schema";

/** Whom one can ask, at what price, and how often they are right as far as that is known. */
export function ArmsTable({ plan }: { plan: PlanView }) {
  const { humanReliability, lmReliability } = plan.outlook.seed;
  return (
    <section className="mt-6">
      <h2 className="mb-1">Whom one can ask</h2>
      <Table aria-label="Arms">
        <thead>
          <tr>
            <HeaderCell>Arm</HeaderCell>
            <HeaderCell numeric>A label</HeaderCell>
            <HeaderCell numeric>Reliability</HeaderCell>
          </tr>
        </thead>
        <tbody>
          <Row>
            <CutCell>
              <SourceMark source="person" label={null} className="mr-2" />
              People
            </CutCell>
            <Cell numeric>{formatFigure(plan.prices.humanMicros, "money")}</Cell>
            <Cell numeric>
              {formatFigure(humanReliability.value, "probability")}
              {humanReliability.from === "assumed" ? <span className="text-ink-3"> assumed</span> : null}
            </Cell>
          </Row>
          <Row>
            <CutCell title={plan.outlook.lm}>
              <SourceMark source="model" label={null} className="mr-2" />
              {plan.outlook.lm}
            </CutCell>
            <Cell numeric>{formatFigure(plan.prices.lmMicros, "money")}</Cell>
            <Cell numeric>{lmReliability === null ? "unknown" : formatFigure(lmReliability, "probability")}</Cell>
          </Row>
        </tbody>
      </Table>
    </section>
  );
}
