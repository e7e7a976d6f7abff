"use client";

import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { createContext, useContext, useMemo, useRef } from "react";
import type { ReactNode, RefObject } from "react";
import { more } from "@/app/(workspace)/projects/[slug]/items/actions";
import { listKey } from "@/app/(workspace)/projects/[slug]/items/_components/items-href";
import { dataOf } from "@/components/forms/settled";
import type { ItemCursor, ItemPage, ItemQuery, ItemRow } from "@/lib/items/schema";

type Rows = {
  rows: ItemRow[];
  hasMore: boolean;
  fetching: boolean;
  problem: string | null;
  fetchMore: () => void;
  /** the step just taken from item to item: the next panel puts the focus where the one before had it */
  stepped: RefObject<-1 | 1 | null>;
};

const listName = "items";

const RowsContext = createContext<Rows>({
  rows: [],
  hasMore: false,
  fetching: false,
  problem: null,
  fetchMore: () => undefined,
  stepped: { current: null },
});

export const useItemRows = (): Rows => useContext(RowsContext);

/** After a change of many rows, or of which there are: the first ones come anew with the page, the later ones as they are reached. */
export const useReadAnew = (projectId: string): (() => void) => {
  const router = useRouter();
  const queries = useQueryClient();
  return () => {
    void queries.resetQueries({ queryKey: [listName, projectId] });
    router.refresh();
  };
};

type Props = { projectId: string; query: ItemQuery; first: ItemPage; open: ItemRow | null; children: ReactNode };

/** The rows fetched so far, for the table and for whoever steps from item to item. The server brings the first ones with each page. */
export function ItemRows({ projectId, query, first, open, children }: Props) {
  const list = useInfiniteQuery({
    queryKey: [listName, projectId, listKey(query)],
    initialPageParam: first.next,
    queryFn: async ({ pageParam }: { pageParam: ItemCursor | null }): Promise<ItemPage> => {
      if (pageParam === null) return { rows: [], next: null };
      return dataOf(more({ projectId, query: { ...query }, after: pageParam }));
    },
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const { data, fetchNextPage, hasNextPage, isFetching, error } = list;
  const stepped = useRef<-1 | 1 | null>(null);
  const value = useMemo((): Rows => {
    const fetched = data?.pages ?? [];
    const byId = new Map([...first.rows, ...fetched.flatMap((page) => page.rows)].map((row) => [row.id, row]));
    // A row of the first page or the open one may have changed since a later page was fetched.
    for (const row of [...first.rows, ...(open && byId.has(open.id) ? [open] : [])]) byId.set(row.id, row);
    return {
      rows: [...byId.values()],
      hasMore: fetched.length === 0 ? first.next !== null : hasNextPage,
      fetching: isFetching,
      problem: error?.message ?? null,
      stepped,
      fetchMore: () => {
        if (!isFetching) void fetchNextPage();
      },
    };
  }, [data, first, open, hasNextPage, isFetching, error, fetchNextPage]);
  return <RowsContext value={value}>{children}</RowsContext>;
}
