import { measureRows, toFigure } from "@/app/(workspace)/projects/[slug]/judges/_components/measures";
import { Interval } from "@/components/ui/interval";
import { Cell, HeaderCell, Row, Table } from "@/components/ui/table";
import type { JudgeMeasures } from "@/lib/judges/measure-judge";

/** A judge's card: each figure with its interval, the number it rests on, and what it says. */
export function CardTable({ measures }: { measures: JudgeMeasures }) {
  return (
    <Table aria-label="Judge card">
      <thead>
        <tr>
          <HeaderCell>Figure</HeaderCell>
          <HeaderCell>Estimate, 95 % interval</HeaderCell>
          <HeaderCell className="max-md:hidden">What it says</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {measureRows.map(({ name, title, about, kind }) => (
          <Row key={name}>
            <Cell className="max-md:whitespace-normal">{title}</Cell>
            <Cell className="max-md:whitespace-normal">
              <Interval estimate={toFigure(measures[name])} kind={kind} />
            </Cell>
            <Cell className="text-12 text-ink-2 max-md:hidden">{about}</Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}
