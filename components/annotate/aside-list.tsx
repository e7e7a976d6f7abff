"use client";

import { useTranslations } from "next-intl";
import { useSaid } from "@/components/annotate/desk-words";
import type { AsideRow } from "@/components/annotate/local-store";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";

/** What its writer put into words: comment, reply, critiques and rewrites, or the note of a skip. */
const writtenIn = ({ entry }: AsideRow): string[] =>
  (entry.did === "submit" ? [entry.comment, entry.reply ?? "", ...entry.extras.map(({ text }) => text)] : [entry.note]).filter(
    (text) => text !== "",
  );

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
              {writtenIn(row).map((text, index) => (
                // A text may be the work of an hour: it can be read and copied until its writer has seen it.
                <div
                  key={index}
                  dir="auto"
                  tabIndex={0}
                  className="mt-1 max-h-48 overflow-y-auto [overflow-wrap:anywhere] whitespace-pre-wrap text-ink-2"
                >
                  {text}
                </div>
              ))}
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
