import { formatFigure } from "@/components/ui/figure-format";
import { DefinitionList } from "@/components/ui/definition-list";
import { exclusionWords } from "@/lib/exports/schema";

/** Every considered task, by where it went. The lines add up to the last one. */
export function LeftOut({
  rows,
  excluded,
  considered,
  unit,
}: {
  rows: number;
  excluded: Record<string, number>;
  considered: number;
  unit: string;
}) {
  const reasons = Object.entries(excluded).sort((a, b) => b[1] - a[1]);
  return (
    <DefinitionList
      bill
      items={[
        { key: "rows", term: unit, value: formatFigure(rows, "count") },
        ...reasons.map(([reason, count]) => ({
          key: reason,
          term: `left out: ${exclusionWords[reason] ?? reason}`,
          value: formatFigure(count, "count"),
        })),
        { key: "all", term: <b className="font-semibold text-ink">considered</b>, value: formatFigure(considered, "count") },
      ]}
    />
  );
}
