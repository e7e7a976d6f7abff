import { useCallback, useEffect, useState } from "react";
import type { AsideRow, LocalStore, OutboxEntry } from "@/components/annotate/local-store";

export type Aside = {
  rows: AsideRow[];
  put: (entry: OutboxEntry, title: string, reason: string) => Promise<void>;
  forget: (seq: number) => void;
};

/** Answers that the server refused: kept until their writer has seen them. */
export function useAside(store: LocalStore): Aside {
  const [rows, setRows] = useState<AsideRow[]>([]);
  const refresh = useCallback(async (): Promise<void> => setRows(await store.aside()), [store]);
  useEffect(() => void refresh(), [refresh]);
  return {
    rows,
    put: useCallback(
      async (entry, title, reason) => {
        await store.putAside(entry, title, reason);
        await refresh();
      },
      [store, refresh],
    ),
    forget: useCallback((seq) => void store.removeAside(seq).then(refresh), [store, refresh]),
  };
}
