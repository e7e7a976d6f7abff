"use client";

import {
  columnOrderingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { AnswerMarks, probabilityOf, TagList } from "@/app/(workspace)/projects/[slug]/items/_components/item-cells";
import { columnNames } from "@/app/(workspace)/projects/[slug]/items/_components/filter-words";
import { itemsHref } from "@/app/(workspace)/projects/[slug]/items/_components/items-href";
import { useItemRows } from "@/app/(workspace)/projects/[slug]/items/_components/items-rows";
import { PosteriorMark } from "@/app/(workspace)/projects/[slug]/items/_components/posterior-mark";
import { AppLink, isInternalPath } from "@/components/ui/app-link";
import { StateText } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { formatFigure } from "@/components/ui/figure-format";
import { Cell, HeaderCell, Row, Table } from "@/components/ui/table";
import { cn } from "@/lib/cn";
import { itemColumns } from "@/lib/items/schema";
import type { ItemColumn, ItemQuery, ItemRow } from "@/lib/items/schema";

const features = tableFeatures({ columnOrderingFeature, columnVisibilityFeature, rowSortingFeature });
const helper = createColumnHelper<typeof features, ItemRow>();

/** The order that a press on a column's head asks the server for. */
const sortOf: Partial<Record<ItemColumn | "prompt", ItemQuery["sort"]>> = {
  prompt: "title",
  answers: "answers",
  probability: "certainty",
  disagreement: "disagreement",
  margin: "margin",
};

const quietly = (count: number): string => (count === 0 ? "" : formatFigure(count, "count"));

const columns = helper.columns([
  helper.accessor("title", { id: "prompt", header: "Prompt" }),
  helper.display({
    id: "source",
    header: columnNames.source,
    cell: ({ row }) => <span className="cut block max-w-36 text-ink-3">{row.original.source ?? ""}</span>,
  }),
  helper.accessor("people", {
    id: "answers",
    header: columnNames.answers,
    cell: ({ row }) => <AnswerMarks people={row.original.people} models={row.original.models} />,
  }),
  helper.display({
    id: "posterior",
    header: () => (
      <span className="flex w-24 justify-between">
        <span>A</span>
        <span title="Ties are counted half to each side">posterior</span>
        <span>B</span>
      </span>
    ),
    cell: ({ row }) => (row.original.consensus?.pair ? <PosteriorMark pFirst={row.original.consensus.pair.pFirst} /> : null),
  }),
  helper.accessor((row) => row.consensus?.pChoice, {
    id: "probability",
    header: columnNames.probability,
    cell: ({ row }) => probabilityOf(row.original.consensus),
  }),
  helper.display({
    id: "state",
    header: columnNames.state,
    cell: ({ row }) => (
      <StateText tone={row.original.state === "decided" || row.original.state === "contested" ? "neutral" : "quiet"}>
        {row.original.state}
      </StateText>
    ),
  }),
  helper.accessor("disagreement", {
    id: "disagreement",
    header: () => <span title="Mean distance of two answers: 0 all alike, 1 all different">{columnNames.disagreement}</span>,
    cell: ({ row }) => (row.original.disagreement === null ? "" : formatFigure(row.original.disagreement, "probability")),
  }),
  helper.accessor((row) => row.best?.margin, {
    id: "margin",
    header: () => <span title="The response that scores highest, and by how many logits">{columnNames.margin}</span>,
    cell: ({ row: { original } }) =>
      original.best ? `${String.fromCharCode(65 + original.best.ordinal)} by ${formatFigure(original.best.margin)}` : "",
  }),
  helper.display({ id: "tags", header: columnNames.tags, cell: ({ row }) => <TagList tags={row.original.tags} /> }),
  helper.display({ id: "responses", header: columnNames.responses, cell: ({ row }) => row.original.candidates }),
  helper.display({ id: "flags", header: columnNames.flags, cell: ({ row }) => quietly(row.original.flags) }),
  helper.display({ id: "discussion", header: columnNames.discussion, cell: ({ row }) => quietly(row.original.posts) }),
  helper.display({
    id: "id",
    header: columnNames.id,
    cell: ({ row }) => <span className="mono cut block max-w-32 text-ink-3">{row.original.externalId}</span>,
  }),
]);

const numeric = new Set<string>(["probability", "disagreement", "margin", "responses", "flags", "discussion"]);
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
  const table = useTable({
    features,
    columns,
    data,
    getRowId: (row) => row.id,
    manualSorting: true,
    state: {
      sorting,
      columnOrder: ["prompt", ...shown],
      columnVisibility: Object.fromEntries(itemColumns.map((column) => [column, shown.includes(column)])),
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
  }, [narrow]);
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.id ?? index,
    scrollMargin: top,
    overscan: 20,
    initialRect: { width: 1_000, height: 1_000 },
  });
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
                    numeric={numeric.has(header.id)}
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
                        data-row-link=""
                        dir="auto"
                        title={row.original.title}
                        className="cut block"
                      >
                        {row.original.title === "" ? row.original.externalId : row.original.title}
                      </AppLink>
                    </Cell>
                  ) : (
                    <Cell key={cell.id} numeric={numeric.has(cell.column.id)} className={place(cell.column.id)}>
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

/** The place of rows out of sight. */
function Gap({ height }: { height: number }) {
  return (
    <tr aria-hidden="true">
      <td style={{ height }} className="p-0" />
    </tr>
  );
}
