"use client";

import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useLinkStatus } from "next/link";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { numericColumns } from "@/app/(workspace)/projects/[slug]/items/_components/item-columns";
import { ItemsHead } from "@/app/(workspace)/projects/[slug]/items/_components/items-head";
import { itemsHref } from "@/app/(workspace)/projects/[slug]/items/_components/items-href";
import { useItemRows } from "@/app/(workspace)/projects/[slug]/items/_components/items-rows";
import { useItemsTable } from "@/app/(workspace)/projects/[slug]/items/_components/use-items-table";
import { useRowFocus } from "@/app/(workspace)/projects/[slug]/items/_components/use-row-focus";
import { AppLink } from "@/components/ui/app-link";
import { Button } from "@/components/ui/button";
import { Cell, Row, Table } from "@/components/ui/table";
import { cn } from "@/lib/cn";
import type { ItemColumn, ItemQuery } from "@/lib/items/schema";

const rowHeight = 28;

type Props = {
  slug: string;
  query: ItemQuery;
  shown: readonly ItemColumn[];
  /** the panel stands beside the table */
  narrow: boolean;
  total: number;
};

export function ItemsTable({ slug, query, shown, narrow, total }: Props) {
  const { rows: data, hasMore, fetching, problem, fetchMore } = useItemRows();
  const table = useItemsTable({ slug, query, shown }, data);
  const rows = table.getRowModel().rows;
  const body = useRef<HTMLTableSectionElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    if (body.current) setTop(body.current.getBoundingClientRect().top + window.scrollY);
    // A filter more or less may take the list a line down.
  }, [narrow, query]);
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.id ?? index,
    scrollMargin: top,
    overscan: 20,
    initialRect: { width: 1_000, height: 1_000 },
  });
  useRowFocus(body, rows, query.item, (index) => virtual.scrollToIndex(index));
  const drawn = virtual.getVirtualItems();
  const last = drawn.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && !fetching && problem === null && last >= rows.length - 30) fetchMore();
  }, [hasMore, fetching, problem, last, rows.length, fetchMore]);

  const wide = narrow ? "max-xl:hidden" : "max-md:hidden";
  // On a phone and beside a panel there is room for the prompt, who answered and the state.
  const place = (id: string): string | undefined =>
    id === "prompt" || id === "answers" || id === "state" ? undefined : id === "posterior" ? "max-md:hidden" : wide;
  const before = (drawn[0]?.start ?? top) - top;
  const after = virtual.getTotalSize() - ((drawn.at(-1)?.end ?? top) - top);
  return (
    <>
      <Table aria-label="Items" aria-rowcount={total + 1}>
        <ItemsHead table={table} place={place} />
        <tbody ref={body}>
          {before > 0 ? <Gap height={before} /> : null}
          {drawn.map(({ index }) => {
            const row = rows[index];
            if (!row) return null;
            return (
              <Row key={row.id} ref={virtual.measureElement} data-index={index} aria-rowindex={index + 2} at={row.id === query.item}>
                {row.getVisibleCells().map((cell) =>
                  cell.column.id === "prompt" ? (
                    <Cell key={cell.id} className="w-full max-w-0">
                      <AppLink
                        href={itemsHref(slug, query, { item: row.id })}
                        prefetch={false}
                        scroll={false}
                        data-row-link={row.id}
                        dir="auto"
                        title={row.original.title}
                        className="cut block"
                      >
                        <RowTitle>{row.original.title === "" ? row.original.externalId : row.original.title}</RowTitle>
                      </AppLink>
                    </Cell>
                  ) : (
                    <Cell key={cell.id} numeric={numericColumns.has(cell.column.id)} className={place(cell.column.id)}>
                      <table.FlexRender cell={cell} />
                    </Cell>
                  ),
                )}
              </Row>
            );
          })}
          {after > 0 ? <Gap height={after} /> : null}
        </tbody>
      </Table>
      <Fetching problem={problem} fetching={fetching} onAgain={fetchMore} />
    </>
  );
}

/** What became of the rows that were asked for as the list was scrolled. */
function Fetching({ problem, fetching, onAgain }: { problem: string | null; fetching: boolean; onAgain: () => void }) {
  if (problem)
    return (
      <p role="alert" className="mt-3 flex items-center gap-3 text-bad">
        {problem}
        <Button size="sm" onClick={onAgain}>
          Fetch them again
        </Button>
      </p>
    );
  if (!fetching) return null;
  return (
    <p role="status" className="mt-3 text-12 text-ink-3">
      Fetching the next rows
    </p>
  );
}

/** The panel is fetched as the row is opened; meanwhile the row shows that something is on its way. */
function RowTitle({ children }: { children: string }) {
  const { pending } = useLinkStatus();
  return <span className={cn(pending && "animate-breathe text-ink-3")}>{children}</span>;
}

/** The place of rows out of sight. */
function Gap({ height }: { height: number }) {
  return (
    <tr aria-hidden="true">
      <td style={{ height }} className="p-0" />
    </tr>
  );
}
