"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import { numericColumns } from "@/app/(workspace)/projects/[slug]/items/_components/item-columns";
import { sortOf } from "@/app/(workspace)/projects/[slug]/items/_components/use-items-table";
import type { useItemsTable } from "@/app/(workspace)/projects/[slug]/items/_components/use-items-table";
import { HeaderCell } from "@/components/ui/table";
import { cn } from "@/lib/cn";

type Props = {
  table: ReturnType<typeof useItemsTable>;
  /** where a column is left out for want of room */
  place: (column: string) => string | undefined;
};

/** The heads of the columns; those that the list can be ordered by are pressed for it. */
export function ItemsHead({ table, place }: Props) {
  return (
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
  );
}
