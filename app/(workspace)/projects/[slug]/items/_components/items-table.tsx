"use client";

import { useTable } from "@tanstack/react-table";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useLinkStatus } from "next/link";
import { useRouter } from "next/navigation";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { columns, features, numericColumns } from "@/app/(workspace)/projects/[slug]/items/_components/item-columns";
import { itemsHref } from "@/app/(workspace)/projects/[slug]/items/_components/items-href";
import { useRowFocus } from "@/app/(workspace)/projects/[slug]/items/_components/use-row-focus";
import { useItemRows } from "@/app/(workspace)/projects/[slug]/items/_components/items-rows";
import { AppLink, isInternalPath } from "@/components/ui/app-link";
import { Button } from "@/components/ui/button";
import { Cell, HeaderCell, Row, Table } from "@/components/ui/table";
import { cn } from "@/lib/cn";
import { itemColumns } from "@/lib/items/schema";
import type { ItemColumn, ItemQuery } from "@/lib/items/schema";

/** The order that a press on a column's head asks the server for. */
const sortOf: Partial<Record<ItemColumn | "prompt", ItemQuery["sort"]>> = {
  prompt: "title",
  answers: "answers",
  probability: "certainty",
  disagreement: "disagreement",
  margin: "margin",
};

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
  const router = useRouter();
  const { rows: data, hasMore, fetching, problem, fetchMore } = useItemRows();
  const sorting = useMemo(() => {
    const id = Object.entries(sortOf).find(([, sort]) => sort === query.sort)?.[0];
    return id === undefined ? [] : [{ id, desc: query.down !== undefined }];
  }, [query.sort, query.down]);
  // Where nothing lies between two responses there is no axis to draw.
  const hasPairs = data.some(({ consensus }) => consensus !== null && consensus.pair !== null);
  const table = useTable({
    features,
    columns,
    data,
    getRowId: (row) => row.id,
    manualSorting: true,
    state: {
      sorting,
      columnOrder: ["prompt", ...shown],
      columnVisibility: Object.fromEntries(
        itemColumns.map((column) => [column, shown.includes(column) && (column !== "posterior" || hasPairs)]),
      ),
    },
    onSortingChange: (change) => {
      const [next] = typeof change === "function" ? change(sorting) : change;
      const sort = itemColumns.find((column) => column === next?.id) ?? "prompt";
      const href = itemsHref(
        slug,
        query,
        next ? { sort: sortOf[sort] ?? "order", down: next.desc ? "yes" : undefined } : { sort: "order", down: undefined },
      );
      if (isInternalPath(href)) router.push(href);
    },
  });
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
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id} aria-rowindex={1}>
              {group.headers.map((header) => {
                const sorted = header.column.getIsSorted();
                const content = <table.FlexRender header={header} />;
                return (
                  <HeaderCell
                    key={header.id}
                    numeric={numericColumns.has(header.id)}
                    aria-sort={sorted === false ? undefined : sorted === "desc" ? "descending" : "ascending"}
                    className={cn(header.id === "prompt" && "w-full", place(header.id))}
                  >
                    {header.column.id in sortOf ? (
                      <button
                        type="button"
                        onClick={header.column.getToggleSortingHandler()}
                        className={cn("-my-1 inline-flex min-h-6 items-center gap-1 hover:text-ink", sorted !== false && "text-ink")}
                      >
                        {content}
                        {sorted === "desc" ? <ArrowDown className="size-3" aria-hidden="true" /> : null}
                        {sorted === "asc" ? <ArrowUp className="size-3" aria-hidden="true" /> : null}
                      </button>
                    ) : (
                      content
                    )}
                  </HeaderCell>
                );
              })}
            </tr>
          ))}
        </thead>
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
      {problem ? (
        <p role="alert" className="mt-3 flex items-center gap-3 text-bad">
          {problem}
          <Button size="sm" onClick={fetchMore}>
            Fetch them again
          </Button>
        </p>
      ) : fetching ? (
        <p role="status" className="mt-3 text-12 text-ink-3">
          Fetching the next rows
        </p>
      ) : null}
    </>
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
