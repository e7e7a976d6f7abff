"use client";

import { useState } from "react";
import type { ReactNode } from "react";
import { ChartFigure } from "@/components/charts/chart-figure";
import { describeEstimate, formatFigure } from "@/components/ui/figure-format";
import type { Estimate, FigureKind } from "@/components/ui/figure-format";
import { ScrollRegion } from "@/components/ui/scroll-region";
import { SourceMark } from "@/components/ui/source-mark";
import type { Source } from "@/components/ui/source-mark";
import { cn } from "@/lib/cn";

export interface HeatMatrixProps {
  title: string;
  say?: ReactNode;
  fileName: string;
  rows: readonly { key: string; label: string; source?: Source }[];
  columns: readonly { key: string; label: string; source?: Source }[];
  /** cells[row][column]; null where there is nothing to say (the diagonal, say). */
  cells: readonly (readonly (Estimate | null)[])[];
  kind?: FigureKind;
  /** The value at which the wash is fullest. */
  full?: number;
  /** What a cell is: "agreement of". */
  cellName?: string;
  className?: string;
}

/** A wash that deepens with the value; the number is always written, so colour only guides the eye. Below zero the cell is struck. */
export function HeatMatrix({
  title,
  say,
  fileName,
  rows,
  columns,
  cells,
  kind = "probability",
  full = 1,
  cellName = "",
  className,
}: HeatMatrixProps) {
  const [at, setAt] = useState<{ row: number; column: number } | null>(null);
  const table = {
    columns: [
      { label: "Row" },
      { label: "Column" },
      ...["Value", "95 % low", "95 % high", "n"].map((label) => ({ label, numeric: true })),
      { label: "Why undefined" },
    ],
    rows: rows.flatMap((row, i) =>
      columns.flatMap((column, j) => {
        const cell = cells[i]?.[j];
        if (!cell) return [];
        return [
          [
            row.label,
            column.label,
            cell.value,
            cell.value === null ? null : cell.low,
            cell.value === null ? null : cell.high,
            cell.n,
            cell.value === null ? cell.reason : null,
          ],
        ];
      }),
    ),
  };
  const shown = at ? cells[at.row]?.[at.column] : undefined;
  return (
    <ChartFigure title={title} say={say} fileName={fileName} table={table} className={className}>
      <ScrollRegion label={title}>
        <table aria-label={title} className="w-max border-separate border-spacing-px" onPointerLeave={() => setAt(null)}>
          <thead>
            <tr>
              <td className="sticky left-0 z-1 bg-paper" />
              {columns.map((column, j) => (
                <th
                  key={column.key}
                  scope="col"
                  className={cn(
                    "h-24 w-10 min-w-10 max-w-10 pb-1 align-bottom text-11 font-medium",
                    at?.column === j ? "text-ink" : "text-ink-3",
                  )}
                >
                  <span className="inline-block max-h-22 rotate-180 truncate [writing-mode:vertical-rl]" title={column.label}>
                    {column.label}
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, i) => (
              <tr key={row.key}>
                <th
                  scope="row"
                  className={cn(
                    "cut sticky left-0 z-1 max-w-40 bg-paper pr-2 text-right text-12 font-normal max-md:max-w-28",
                    at?.row === i ? "text-ink" : "text-ink-2",
                  )}
                  title={row.label}
                >
                  {row.label}
                  {row.source ? <SourceMark source={row.source} className="ml-1.5" /> : null}
                </th>
                {columns.map((column, j) => (
                  <MatrixCell
                    key={column.key}
                    cell={cells[i]?.[j] ?? null}
                    kind={kind}
                    full={full}
                    name={`${cellName} ${row.label}, ${column.label}`.trim()}
                    onEnter={() => setAt({ row: i, column: j })}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      <p className="num mt-2 min-h-4 text-12 text-ink-2" role="status">
        {shown && at ? `${rows[at.row]?.label}, ${columns[at.column]?.label}: ${describeEstimate(shown, kind)}` : ""}
      </p>
    </ChartFigure>
  );
}

function MatrixCell({
  cell,
  kind,
  full,
  name,
  onEnter,
}: {
  cell: Estimate | null;
  kind: FigureKind;
  full: number;
  name: string;
  onEnter: () => void;
}) {
  if (!cell) return <td className="size-10 bg-ground" onPointerEnter={onEnter} />;
  const strength = cell.value === null ? 0 : Math.max(0, Math.min(1, cell.value / full));
  return (
    <td
      onPointerEnter={onEnter}
      title={`${name}: ${describeEstimate(cell, kind)}`}
      className={cn(
        "num size-10 text-center text-12",
        cell.value === null ? "bg-ground text-ink-3" : cell.value < 0 ? "font-medium text-bad" : "text-ink",
      )}
      style={
        cell.value === null
          ? undefined
          : { backgroundColor: `color-mix(in srgb, var(--accent) ${Math.round(strength * 46)}%, var(--paper))` }
      }
    >
      {cell.value === null ? "–" : formatFigure(cell.value, kind)}
    </td>
  );
}
