import { counted, formatFigure } from "@/components/ui/figure-format";
import { Interval } from "@/components/ui/interval";
import { Cell, CutCell, HeaderCell, Row, Table } from "@/components/ui/table";
import { dimensionTitles } from "@/lib/tags/describe-condition";
import type { TaggingResult } from "@/lib/tags/schema";

const titles = new Map<string, string>(Object.entries(dimensionTitles));

/** How far the latest tagger agrees with the others and with the file, dimension by dimension. */
export function TaggerAgreement({ result }: { result: TaggingResult }) {
  const { tagger, items, untold, untoldReason, agreement } = result;
  return (
    <div className="mt-6">
      <h3 className="mb-1 font-semibold">How good {tagger} is</h3>
      <p className="mb-2 max-w-[60ch] text-12 text-ink-2">
        Described {counted(items, "item")}.{" "}
        {untold > 0 ? `Of ${counted(untold, "prompt")} it said nothing${untoldReason === null ? "" : `, mostly: ${untoldReason}`}. ` : ""}
        {agreement.length === 0
          ? "There is nothing to hold it against yet: tag with a second tagger, or import rows whose meta has a dimension’s name, such as “language” or “safety_concern”."
          : "For levels the share of items with the same one; for lists what both say over what either says. By chance: the same answers dealt out to the items at random."}
      </p>
      {agreement.length === 0 ? null : (
        <Table aria-label="Agreement of taggers">
          <thead>
            <tr>
              <HeaderCell>Dimension</HeaderCell>
              <HeaderCell>Against</HeaderCell>
              <HeaderCell numeric>Agreement, %</HeaderCell>
              <HeaderCell numeric>By chance, %</HeaderCell>
              <HeaderCell numeric className="max-md:hidden">
                Items
              </HeaderCell>
            </tr>
          </thead>
          <tbody>
            {agreement.map((row) => (
              <Row key={`${row.with} ${row.dimension}`}>
                <CutCell>{titles.get(row.dimension) ?? row.dimension}</CutCell>
                <Cell>{row.with === "file" ? "what the file says" : row.with}</Cell>
                <Cell numeric>
                  <Interval
                    estimate={{ value: row.agreement, low: row.ci?.[0] ?? null, high: row.ci?.[1] ?? null, n: row.items }}
                    kind="percent"
                    showN={false}
                  />
                </Cell>
                <Cell numeric>{row.chance === null ? "–" : formatFigure(row.chance, "percent")}</Cell>
                <Cell numeric className="max-md:hidden">
                  {formatFigure(row.items, "count")}
                </Cell>
              </Row>
            ))}
          </tbody>
        </Table>
      )}
    </div>
  );
}
