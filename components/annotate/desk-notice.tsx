"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { SkeletonText } from "@/components/ui/skeleton";

/** Takes the place of the texts when there is nothing to read: one sentence, what is safe, one verb. */
export function DeskNotice({ head, children, action }: { head: ReactNode; children: ReactNode; action?: ReactNode }) {
  const t = useTranslations("desk");
  return (
    <main className="desk desk-bare" aria-label={t("name")}>
      {head}
      <div className="desk-state" role="status">
        <p>{children}</p>
        {action ? <div className="flex flex-wrap gap-2">{action}</div> : null}
      </div>
    </main>
  );
}

/** The desk with its texts to come. */
export function DeskLoading({ head }: { head: ReactNode }) {
  const t = useTranslations("desk");
  return (
    <main className="desk" aria-label={t("name")} aria-busy="true">
      {head}
      <div className="desk-prompt">
        <SkeletonText lines={2} className="max-w-[80ch]" />
      </div>
      <div className="desk-panes" data-layout="side" data-count={2}>
        {["A", "B"].map((side) => (
          <div key={side} className="desk-pane">
            <SkeletonText lines={9} className="mt-14 max-w-[60ch]" />
          </div>
        ))}
      </div>
      <div className="desk-bar h-[143px]" />
    </main>
  );
}
