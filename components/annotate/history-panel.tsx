"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Flag } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { AsideList } from "@/components/annotate/aside-list";
import { historyPage, readHistory } from "@/components/annotate/desk-api";
import type { Place } from "@/components/annotate/desk-api";
import { HistoryEntry } from "@/components/annotate/history-entry";
import type { AsideRow } from "@/components/annotate/local-store";
import { Button } from "@/components/ui/button";
import { Toggle } from "@/components/ui/chip";
import { Drawer } from "@/components/ui/drawer";
import { keyName } from "@/components/ui/key-name";
import { SkeletonText } from "@/components/ui/skeleton";
import type { Draft } from "@/lib/annotations/schema";
import type { Extra } from "@/lib/extras/schema";
import type { KindForm } from "@/lib/kinds/contract";

export interface HistoryPanelProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  place: Place;
  form: KindForm;
  config: unknown;
  questionVersion: number;
  extras: Extra[];
  /** answers in so far: a new one makes the list stale */
  done: number;
  /** answers that the server refused, kept in this browser */
  aside: AsideRow[];
  onForget: (seq: number) => void;
}

/** One's own answers, newest first, each as it was given. A slip is put right here; the older answer stays on record. */
export function HistoryPanel({
  open,
  onOpenChange,
  place,
  form,
  config,
  questionVersion,
  extras,
  done,
  aside,
  onForget,
}: HistoryPanelProps) {
  const t = useTranslations("desk");
  const [flaggedOnly, setFlaggedOnly] = useState(false);
  const list = useRef<HTMLOListElement>(null);
  const unsaved = useRef(new Map<string, Draft>());
  const history = useInfiniteQuery({
    queryKey: ["desk-history", place.campaignId, done],
    queryFn: ({ pageParam }) => readHistory(place, pageParam),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => (last.length < historyPage ? undefined : pages.length * historyPage),
    enabled: open,
    staleTime: 0,
    // While the newer list comes the older stays: somebody may be changing an answer in it.
    placeholderData: keepPreviousData,
  });
  const answers = history.data?.pages.flat() ?? [];
  const shown = flaggedOnly ? answers.filter((answer) => answer.flagged) : answers;

  /** The next flagged answer below the one that has the focus, from the top after the last. */
  function jumpToFlagged() {
    const flagged = [...(list.current?.querySelectorAll<HTMLElement>("[data-flagged] [data-open]") ?? [])];
    const at = flagged.findIndex((element) => element === document.activeElement);
    const next = flagged[(at + 1) % flagged.length];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  }

  return (
    <Drawer
      title={t("history.title")}
      open={open}
      onOpenChange={onOpenChange}
      className="w-[min(760px,calc(100vw-24px))]"
      onKeyDown={(event) => {
        if (keyName(event) !== "n" || event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLInputElement) return;
        jumpToFlagged();
      }}
    >
      <div className="px-5 pb-8 [--desk-gutter:0px]">
        <AsideList rows={aside} onForget={onForget} />
        {answers.some((answer) => answer.flagged) ? (
          <div className="-mx-2 mb-2 flex flex-wrap items-center gap-1">
            <Toggle pressed={flaggedOnly} onClick={() => setFlaggedOnly(!flaggedOnly)}>
              {t("history.flaggedOnly")}
            </Toggle>
            <Button variant="quiet" size="sm" onClick={jumpToFlagged} className="max-md:h-11">
              <Flag aria-hidden="true" /> {t("history.nextFlagged")}
            </Button>
          </div>
        ) : null}
        {history.isPending && open ? <SkeletonText lines={4} /> : null}
        {history.isError ? (
          <p role="alert">
            {t("history.failed")}{" "}
            <Button size="sm" onClick={() => void history.refetch()}>
              {t("again")}
            </Button>
          </p>
        ) : null}
        {history.isSuccess && answers.length === 0 ? <p className="text-ink-2">{t("history.nothing")}</p> : null}
        <ol ref={list}>
          {shown.map((answer) => (
            <li key={answer.id} className="border-t border-rule py-3 first:border-t-0" data-flagged={answer.flagged ? "" : undefined}>
              <HistoryEntry
                answer={answer}
                place={place}
                form={form}
                config={config}
                questionVersion={questionVersion}
                extras={extras}
                unsaved={unsaved.current}
                onCorrected={() => void history.refetch()}
              />
            </li>
          ))}
        </ol>
        {history.hasNextPage ? (
          <Button loading={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
            {t("history.older")}
          </Button>
        ) : null}
      </div>
    </Drawer>
  );
}
