"use client";

import { useRef, useState } from "react";
import type { ReactNode } from "react";
import { saveFile, toCsv, toStandaloneSvg } from "@/components/charts/download";
import type { ChartTable } from "@/components/charts/download";
import { Menu, MenuItem } from "@/components/ui/menu";
import { Cell, HeaderCell, Row, Table } from "@/components/ui/table";
import { cn } from "@/lib/cn";

export interface ChartFigureProps {
  title: string;
  /** One sentence: what it shows, and its n. */
  say?: ReactNode;
  table: ChartTable;
  /** Name of the downloaded file, without its ending. */
  fileName: string;
  className?: string;
  children: ReactNode;
}

const tool = "text-11 text-ink-3 underline decoration-rule-3 underline-offset-3 hover:text-ink max-md:py-3 print:hidden";

/** The frame of every drawing: title, sentence, the same as a table, and the way to take it along. */
export function ChartFigure({ title, say, table, fileName, className, children }: ChartFigureProps) {
  const [asTable, setAsTable] = useState(false);
  const body = useRef<HTMLDivElement>(null);

  function saveSvg() {
    const svg = body.current?.querySelector("svg");
    if (svg) saveFile(`${fileName}.svg`, "image/svg+xml", toStandaloneSvg(svg));
  }

  return (
    <figure className={cn("min-w-0", className)}>
      <figcaption>
        <div className="mb-1 flex items-baseline gap-2.5">
          <h2 className="min-w-0 grow">{title}</h2>
          <button type="button" aria-pressed={asTable} onClick={() => setAsTable(!asTable)} className={tool}>
            {asTable ? "drawing" : "table"}
          </button>
          <Menu
            trigger={
              <button type="button" className={tool} aria-label={`Download: ${title}`}>
                download
              </button>
            }
          >
            <MenuItem onSelect={() => saveFile(`${fileName}.csv`, "text/csv", toCsv(table))}>Rows as CSV</MenuItem>
            <MenuItem disabled={asTable} onSelect={saveSvg}>
              Drawing as SVG
            </MenuItem>
          </Menu>
        </div>
        {say ? <p className="mb-2 max-w-[72ch] text-pretty text-12 text-ink-2">{say}</p> : null}
      </figcaption>
      <div ref={body}>{asTable ? <ChartRows table={table} title={title} /> : children}</div>
    </figure>
  );
}

function ChartRows({ table, title }: { table: ChartTable; title: string }) {
  return (
    <div className="max-h-[420px] overflow-y-auto">
      <Table aria-label={title}>
        <thead>
          <tr>
            {table.columns.map((column) => (
              <HeaderCell key={column.label} numeric={column.numeric}>
                {column.label}
              </HeaderCell>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, index) => (
            <Row key={index}>
              {row.map((value, column) => (
                <Cell key={column} numeric={table.columns[column]?.numeric}>
                  {typeof value === "number" ? readable.format(value) : (value ?? "–")}
                </Cell>
              ))}
            </Row>
          ))}
        </tbody>
      </Table>
    </div>
  );
}

const readable = new Intl.NumberFormat("en", { maximumSignificantDigits: 6 });
