"use client";

import { ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useRef } from "react";
import type { CSSProperties, KeyboardEvent, ReactNode, RefObject, UIEvent } from "react";
import { useDeskSettings } from "@/components/annotate/desk-settings";
import { canMark } from "@/components/annotate/page-letters";
import { useResponseDiff } from "@/components/annotate/use-response-diff";
import type { DiffSummary } from "@/components/annotate/use-response-diff";
import { Toggle } from "@/components/ui/chip";
import { Kbd } from "@/components/ui/kbd";
import { keySign } from "@/components/annotate/key-map";
import type { KeyMap } from "@/components/annotate/key-map";
import { PaneMark, letterOf } from "@/components/annotate/pane-mark";
import type { Work } from "@/lib/assignments/schema";
import { cn } from "@/lib/cn";

export interface DeskPanesProps {
  candidates: Work["candidates"];
  renderText: (ordinal: number) => ReactNode;
  keys: KeyMap;
  /** the response in sight where one is shown at a time */
  shown: number;
  onShow: (index: number) => void;
}

/** The responses under their letters, in the order drawn for this annotator. Who wrote them is not known here. */
export function DeskPanes({ candidates, renderText, keys, shown, onShow }: DeskPanesProps) {
  const t = useTranslations("desk");
  const { layout, together, diff, foldSame, raw } = useDeskSettings();
  // The next item lies hidden in the page too: names must not be the same.
  const id = useId();
  const panes = useRef<(HTMLElement | null)[]>([]);
  panes.current.length = candidates.length;
  const follow = useFollow(panes, together && layout === "side");
  const texts = candidates.map((candidate) => `${candidate.ordinal} ${candidate.text.length}`).join();
  const differs = useResponseDiff(panes, texts, { diff, foldSame, raw, layout });
  const count = candidates.length;
  // Of pictures and films there is nothing to compare word by word, or to see as it was written.
  const worded = candidates.some(({ text }) => text.trim() !== "");
  const single = count > 1 && (layout === "tabs" || layout === "focus");
  const style: CSSProperties & Record<"--panes", number> = { "--panes": count };

  return (
    <div className="desk-panes" data-layout={count === 1 ? "single" : layout} data-count={count} style={style}>
      {single ? (
        <div className="desk-tabs">
          <div
            role="tablist"
            aria-label={t("panes.responses")}
            className="flex gap-1"
            onKeyDown={(event) => {
              const to = tabAt(event, shown, count);
              if (to === null) return;
              event.preventDefault();
              onShow(to);
              event.currentTarget.querySelectorAll<HTMLElement>('[role="tab"]')[to]?.focus();
            }}
          >
            {candidates.map(({ ordinal }, index) => (
              <button
                key={ordinal}
                type="button"
                role="tab"
                id={`${id}tab${index}`}
                aria-selected={shown === index}
                tabIndex={shown === index ? 0 : -1}
                aria-label={t("panes.response", { letter: letterOf(index, count) })}
                aria-controls={`${id}${index}`}
                onClick={() => onShow(index)}
              >
                <PaneMark index={index} count={count} />
              </button>
            ))}
          </div>
          <Kbd className="desk-wide">{keySign(keys.switch)}</Kbd>
          <PaneTools count={count} worded={worded} summary={differs} keys={keys} />
        </div>
      ) : null}
      {candidates.map(({ ordinal }, index) => (
        <div
          key={ordinal}
          role={single ? "tabpanel" : "article"}
          id={`${id}${index}`}
          ref={(element) => {
            panes.current[index] = element;
          }}
          className={cn("desk-pane", index === 0 ? "desk-pane-a" : "desk-pane-b")}
          aria-label={single ? undefined : count === 1 ? t("panes.only") : t("panes.response", { letter: letterOf(index, count) })}
          aria-labelledby={single ? `${id}tab${index}` : undefined}
          hidden={single && index !== shown}
          tabIndex={0}
          onScroll={follow}
        >
          {single ? null : (
            <header data-unread="">
              {count > 1 ? <PaneMark index={index} count={count} /> : <span />}
              {layout === "side" && index < count - 1 && count > 1 ? (
                <span className="ml-auto inline-flex items-center gap-1 text-12 text-ink-3 md:hidden" aria-hidden="true">
                  {letterOf(index + 1, count)} <ChevronRight className="size-3.5" />
                </span>
              ) : null}
              {(layout === "stacked" ? index === 0 : index === count - 1) ? (
                <PaneTools count={count} worded={worded} summary={differs} keys={keys} />
              ) : null}
            </header>
          )}
          {differs.state === "shown" && differs.same > 0 ? <SharedBeginning blocks={differs.same} /> : null}
          {renderText(ordinal)}
        </div>
      ))}
    </div>
  );
}

/** Which of so many tabs a key goes to, from the one shown; null for any other key. */
const tabAt = ({ key, altKey, ctrlKey, metaKey }: KeyboardEvent, shown: number, count: number): number | null => {
  if (altKey || ctrlKey || metaKey) return null;
  if (key === "ArrowRight") return (shown + 1) % count;
  if (key === "ArrowLeft") return (shown + count - 1) % count;
  if (key === "Home") return 0;
  return key === "End" ? count - 1 : null;
};

function SharedBeginning({ blocks }: { blocks: number }) {
  const t = useTranslations("desk");
  const { change } = useDeskSettings();
  return (
    <p data-unread="" className="mb-3 text-12 text-ink-3">
      {t("panes.same", { blocks })}{" "}
      <button type="button" className="link" onClick={() => change({ foldSame: false })}>
        {t("panes.showSame")}
      </button>
    </p>
  );
}

/** Views that can be switched on and off beside the texts. On a phone they are in the menu. */
function PaneTools({ count, worded, summary, keys }: { count: number; worded: boolean; summary: DiffSummary; keys: KeyMap }) {
  const t = useTranslations("desk");
  const { layout, together, diff, raw, change } = useDeskSettings();
  return (
    <span className="desk-wide ml-auto flex items-center gap-0.5">
      {diff && summary.state === "too-different" ? <span className="px-2 text-12 text-ink-3">{t("panes.tooDifferent")}</span> : null}
      {diff && summary.state === "unavailable" ? <span className="px-2 text-12 text-ink-3">{t("panes.noDiff")}</span> : null}
      {count > 1 && layout === "side" ? (
        <Toggle pressed={together} title={keySign(keys.together)} onClick={() => change({ together: !together })}>
          {t("view.together")}
        </Toggle>
      ) : null}
      {worded && count === 2 && canMark() ? (
        <Toggle pressed={diff} title={keySign(keys.diff)} onClick={() => change({ diff: !diff })}>
          {t("view.diff")}
        </Toggle>
      ) : null}
      {worded ? (
        <Toggle pressed={raw} title={keySign(keys.raw)} onClick={() => change({ raw: !raw })}>
          {t("view.raw")}
        </Toggle>
      ) : null}
    </span>
  );
}

/** Scrolls the other panes along, each by its own share: the ends meet even where one text is longer. */
function useFollow(panes: RefObject<(HTMLElement | null)[]>, together: boolean): ((event: UIEvent<HTMLElement>) => void) | undefined {
  // A pane that was moved by the other must not answer by moving that one again.
  const moved = useRef(new Map<EventTarget, number>());
  if (!together) return undefined;
  return (event) => {
    const from = event.currentTarget;
    const expected = moved.current.get(from);
    moved.current.delete(from);
    if (expected !== undefined && Math.abs(expected - from.scrollTop) < 2) return;
    const reach = from.scrollHeight - from.clientHeight;
    const share = reach <= 0 ? 0 : from.scrollTop / reach;
    for (const other of panes.current) {
      if (!other || other === from) continue;
      const top = Math.round(share * (other.scrollHeight - other.clientHeight));
      if (Math.abs(other.scrollTop - top) < 1) continue;
      moved.current.set(other, top);
      other.scrollTop = top;
    }
  };
}
