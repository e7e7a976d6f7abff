"use client";

import { useTranslations } from "next-intl";
import { useSaid } from "@/components/annotate/desk-words";
import type { AsideRow } from "@/components/annotate/local-store";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";

/** Answers that were refused, mostly because their time ran out and somebody else had the item: nothing of them is thrown away unseen. */
export function AsideList({ rows, onForget }: { rows: AsideRow[]; onForget: (seq: number) => void }) {
  const t = useTranslations("desk");
  const said = useSaid();
  if (rows.length === 0) return null;
  return (
    <section aria-label={t("aside.title")} className="mb-4">
      <h3 className="mb-2">{t("aside.title")}</h3>
      <ul className="grid gap-2">
        {rows.map((row) => (
          <li key={row.seq}>
            <Callout tone="bad" title={row.title}>
              <p>{said(row.reason)}</p>
              {row.entry.did === "submit" && row.entry.comment !== "" ? (
                <p dir="auto" className="mt-1 text-ink-2">
                  {row.entry.comment}
                </p>
              ) : null}
              <Button size="sm" className="mt-2" onClick={() => onForget(row.seq)}>
                {t("aside.forget")}
              </Button>
            </Callout>
          </li>
        ))}
      </ul>
    </section>
  );
}
