"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import type { RefObject } from "react";
import { DeskPanes } from "@/components/annotate/desk-panes";
import { DeskPrompt } from "@/components/annotate/desk-prompt";
import { useDeskSettings } from "@/components/annotate/desk-settings";
import { leaveField } from "@/components/annotate/focus-desk";
import { keySign } from "@/components/annotate/key-map";
import type { KeyMap } from "@/components/annotate/key-map";
import { letterOf } from "@/components/annotate/pane-mark";
import { ResponseContent } from "@/components/annotate/response-content";
import type { useItemView } from "@/components/annotate/use-item-view";
import type { Work } from "@/lib/assignments/schema";
import type { KindForm, KindFormProps } from "@/lib/kinds/contract";

export interface DeskTextsProps {
  work: Work;
  /** the kind's own place for the responses; null: the desk shows them in panes */
  Responses: KindForm["Responses"];
  /** the question and the answer so far */
  answering: KindFormProps;
  /** false while the item is drawn ahead, behind the one on screen */
  current: boolean;
  view: ReturnType<typeof useItemView>;
  keys: KeyMap;
  top: RefObject<HTMLDivElement | null>;
}

/** What there is to read of an item: its prompt, and the responses in panes or as the kind draws them. */
export function DeskTexts({ work, Responses, answering, current, view, keys, top }: DeskTextsProps) {
  const t = useTranslations("desk");
  const { raw } = useDeskSettings();
  const inPanes = Responses === null;
  const renderText = useCallback(
    (ordinal: number) => {
      const index = work.candidates.findIndex((candidate) => candidate.ordinal === ordinal);
      const whose = t("panes.response", { letter: letterOf(index, work.candidates.length, inPanes) });
      return <ResponseContent candidate={work.candidates[index]} whose={whose} raw={raw} />;
    },
    [work, raw, inPanes, t],
  );
  return (
    <>
      <div ref={top} tabIndex={-1} data-desk-focus="" className="min-w-0 outline-none">
        <DeskPrompt
          media={work.media}
          meta={work.meta}
          prompt={work.prompt}
          folded={view.folded}
          raw={raw}
          foldKey={keySign(keys.prompt)}
          onFold={view.fold}
        />
      </div>
      {Responses ? (
        <div className="desk-own" data-answer="" onKeyDown={leaveField}>
          {current ? <Responses {...answering} renderText={renderText} /> : null}
        </div>
      ) : (
        <DeskPanes candidates={work.candidates} renderText={renderText} keys={keys} shown={view.shown} onShow={view.show} />
      )}
    </>
  );
}
