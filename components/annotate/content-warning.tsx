"use client";

import { EyeOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";

/** Stands before an item that somebody marked as hard to read, until it is asked for. */
export function ContentWarning({ warning, onShow, onSkip }: { warning: string; onShow: () => void; onSkip: () => void }) {
  const t = useTranslations("desk");
  return (
    <div className="desk-warning outline-none" role="note" aria-label={t("warning.title")} tabIndex={-1} data-desk-focus="">
      <EyeOff aria-hidden="true" className="size-5 text-ink-3" />
      <p>{warning === "" ? t("warning.plain") : warning}</p>
      <p className="text-13 text-ink-2">{t("warning.choice")}</p>
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" onClick={onShow}>
          {t("warning.show")}
        </Button>
        <Button onClick={onSkip}>{t("warning.skip")}</Button>
      </div>
    </div>
  );
}
