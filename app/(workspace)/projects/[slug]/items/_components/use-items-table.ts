import { useTable } from "@tanstack/react-table";
import { useRouter } from "next/navigation";
import { useMemo } from "react";
import { columns, features } from "@/app/(workspace)/projects/[slug]/items/_components/item-columns";
import { itemsHref } from "@/app/(workspace)/projects/[slug]/items/_components/items-href";
import { isInternalPath } from "@/components/ui/app-link";
import { itemColumns } from "@/lib/items/schema";
import type { ItemColumn, ItemQuery, ItemRow } from "@/lib/items/schema";

/** The order that a press on a column's head asks the server for. */
export const sortOf: Partial<Record<ItemColumn | "prompt", ItemQuery["sort"]>> = {
  prompt: "title",
  answers: "answers",
  probability: "certainty",
  disagreement: "disagreement",
  margin: "margin",
};

type Asked = { slug: string; query: ItemQuery; shown: readonly ItemColumn[] };

/** The columns that are shown of these rows, and the order that they are in: another order is another address. */
export function useItemsTable({ slug, query, shown }: Asked, data: ItemRow[]) {
  const router = useRouter();
  const sorting = useMemo(() => {
    const id = Object.entries(sortOf).find(([, sort]) => sort === query.sort)?.[0];
    return id === undefined ? [] : [{ id, desc: query.down !== undefined }];
  }, [query.sort, query.down]);
  // Where nothing lies between two responses there is no axis to draw.
  const hasPairs = data.some(({ consensus }) => consensus !== null && consensus.pair !== null);
  return useTable({
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
}
