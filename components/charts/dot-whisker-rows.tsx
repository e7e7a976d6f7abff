"use client";

import type { ReactNode } from "react";
import { ChartFigure } from "@/components/charts/chart-figure";
import { formatReference } from "@/components/charts/chart-format";
import { DotWhisker } from "@/components/charts/dot-whisker";
import type { DotWhiskerProps } from "@/components/charts/dot-whisker";
import { Interval } from "@/components/ui/interval";
import { SourceMark } from "@/components/ui/source-mark";
import type { Source } from "@/components/ui/source-mark";
import { Cell, CutCell, HeaderCell, Row, Table } from "@/components/ui/table";
import { formatFigure } from "@/components/ui/figure-format";
import type { Estimate, FigureKind } from "@/components/ui/figure-format";
import { StateText } from "@/components/ui/badge";

export interface DotWhiskerRow {
  key: string;
  label: string;
  source?: Source;
  estimate: Estimate;
  mark?: DotWhiskerProps["mark"];
  /** What to make of it: "not above chance". */
  note?: { text: string; bad?: boolean };
}

export interface DotWhiskerRowsProps {
  title: string;
  say?: ReactNode;
  fileName: string;
  /** What the rows are: "Annotator", "Held-out comparisons where". */
  rowTitle: string;
  valueTitle: string;
  /** What the notes are. */
  noteTitle?: string;
  rows: readonly DotWhiskerRow[];
  domain: readonly [number, number];
  kind?: FigureKind;
  baseline?: { value: number; label: string };
  chance?: { value: number; label: string };
  className?: string;
}

/** Where their columns have no room, n and what to make of it stand below the label. */
function NarrowFacts({ row: { estimate, note } }: { row: DotWhiskerRow }) {
  if (estimate.n === null && !note) return null;
  return (
    <span className="hidden text-12 text-ink-3 @max-[560px]:block">
      {estimate.n === null ? null : <span className="num">n = {formatFigure(estimate.n, "count")}</span>}
      {estimate.n !== null && note ? " · " : null}
      {note ? <span className={note.bad ? "font-medium text-bad" : undefined}>{note.text}</span> : null}
    </span>
  );
}

/** Number, interval, dot-and-whisker: one row each, on one scale. */
export function DotWhiskerRows({
  title,
  say,
  fileName,
  rowTitle,
  valueTitle,
  noteTitle = "Reading",
  rows,
  domain,
  kind = "number",
  baseline,
  chance,
  className,
}: DotWhiskerRowsProps) {
  const table = {
    columns: [
      { label: rowTitle },
      ...[valueTitle, "95 % low", "95 % high", "n"].map((label) => ({ label, numeric: true })),
      { label: noteTitle },
    ],
    rows: rows.map(({ label, estimate, note }) => [
      label,
      estimate.value,
      estimate.value === null ? null : estimate.low,
      estimate.value === null ? null : estimate.high,
      estimate.n,
      estimate.value === null ? estimate.reason : (note?.text ?? null),
    ]),
  };
  const unit = kind === "percent" ? ", %" : "";
  const hasNotes = rows.some((row) => row.note);
  const legend = [chance ? `Dotted: ${chance.label}.` : null, baseline ? `Grey: ${baseline.label}.` : null].filter(Boolean).join(" ");
  const sentence = (
    <>
      {say}
      {say && legend ? " " : null}
      {legend ? <span className="text-ink-3">{legend}</span> : null}
    </>
  );
  return (
    <ChartFigure title={title} say={say || legend ? sentence : undefined} fileName={fileName} table={table} className={className}>
      <div className="@container">
        <Table aria-label={title}>
          <thead>
            <tr>
              <HeaderCell className="@max-[560px]:whitespace-normal">{rowTitle}</HeaderCell>
              <HeaderCell numeric className="@max-[560px]:hidden">
                n
              </HeaderCell>
              <HeaderCell numeric className="@max-[560px]:whitespace-normal">
                {valueTitle}
                {unit}, 95 % interval
              </HeaderCell>
              <HeaderCell className="w-[36%] min-w-20 @max-[560px]:w-[26%]">
                <span className="flex justify-between">
                  <span>{formatReference(domain[0], kind)}</span>
                  <span>
                    {formatReference(domain[1], kind)}
                    {kind === "percent" ? " %" : ""}
                  </span>
                </span>
              </HeaderCell>
              {hasNotes ? <HeaderCell className="@max-[560px]:hidden">{noteTitle}</HeaderCell> : null}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.key}>
                {/* Where the column is narrow there is no pointer to show a title with: a label takes a second line, and a third. */}
                <CutCell
                  className="w-[28%] min-w-24 @max-[560px]:w-[33%] @max-[560px]:py-1 @max-[560px]:[&>.cut]:wrap-anywhere @max-[560px]:[&>.cut]:whitespace-normal"
                  title={row.label}
                >
                  <span className="@max-[560px]:line-clamp-3">
                    {row.source ? <SourceMark source={row.source} className="mr-2" /> : null}
                    {row.label}
                  </span>
                  <NarrowFacts row={row} />
                </CutCell>
                <Cell numeric className="text-ink-2 @max-[560px]:hidden">
                  {row.estimate.n === null ? "–" : formatFigure(row.estimate.n, "count")}
                </Cell>
                {row.estimate.value === null ? (
                  // There is nothing to draw: the reason has the room of both, and as many lines as it takes.
                  <Cell colSpan={2} className="py-1 whitespace-normal">
                    <Interval estimate={row.estimate} kind={kind} showN={false} />
                  </Cell>
                ) : (
                  <>
                    <Cell numeric>
                      <Interval estimate={row.estimate} kind={kind} showN={false} />
                    </Cell>
                    <Cell className="w-[36%] min-w-20 @max-[560px]:w-[26%]">
                      <DotWhisker
                        estimate={row.estimate}
                        domain={domain}
                        kind={kind}
                        baseline={baseline?.value}
                        chance={chance?.value}
                        mark={row.mark}
                      />
                    </Cell>
                  </>
                )}
                {hasNotes ? (
                  <Cell className="text-ink-3 @max-[560px]:hidden">
                    {row.note ? row.note.bad ? <StateText tone="bad">{row.note.text}</StateText> : row.note.text : null}
                  </Cell>
                ) : null}
              </Row>
            ))}
          </tbody>
        </Table>
      </div>
    </ChartFigure>
  );
}
