import { measureRows, toFigure } from "@/app/(workspace)/projects/[slug]/judges/_components/measures";
import { ListTable } from "@/components/tables/list-table";
import { Interval } from "@/components/ui/interval";
import type { JudgeMeasures } from "@/lib/judges/measure-judge";

/** A judge's card: each figure with its interval, the number it rests on, and what it says. */
export function CardTable({ measures }: { measures: JudgeMeasures }) {
  return (
    <ListTable
      label="Judge card"
      rows={measureRows}
      rowKey={({ name }) => name}
      columns={[
        { head: "Figure", className: "max-lg:py-2 max-lg:whitespace-normal", cell: ({ title }) => title },
        {
          head: "Estimate, 95 % interval",
          className: "max-lg:py-2 max-lg:whitespace-normal",
          cell: ({ name, kind }) => <Interval estimate={toFigure(measures[name])} kind={kind} />,
        },
        { head: "What it says", from: "lg", className: "py-1 text-12 whitespace-normal text-ink-2", cell: ({ about }) => about },
      ]}
    />
  );
}
