"use client";

import { Clock, Flag, GraduationCap, MessageSquare, MoreVertical, ShieldAlert, SkipForward, Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import type { RefObject } from "react";
import { focusDesk } from "@/components/annotate/focus-desk";
import { keySign } from "@/components/annotate/key-map";
import type { KeyMap } from "@/components/annotate/key-map";
import type { SkipQuestion } from "@/components/annotate/skip-dialog";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { Menu, MenuItem } from "@/components/ui/menu";
import type { Draft } from "@/lib/annotations/schema";
import { cn } from "@/lib/cn";

export interface DeskFootProps {
  draft: Draft;
  keys: KeyMap;
  comment: RefObject<HTMLTextAreaElement | null>;
  undoing: boolean;
  onChange: (draft: Draft) => void;
  /** Esc or Enter: the keys of the desk work again */
  onLeaveComment: () => void;
  onFlag: () => void;
  /** null where the item is not to be given to others */
  onSkip: ((question: SkipQuestion) => void) | null;
  onLater: () => void;
  onUndo: () => void;
  onSubmit: () => void;
}

/** What can be done with an item besides answering, and the one button that sends it. */
export function DeskFoot(props: DeskFootProps) {
  const { draft, keys, onSkip } = props;
  const t = useTranslations("desk");
  return (
    <footer className="desk-foot">
      <div className="desk-foot-left">
        {onSkip ? (
          <Button variant="quiet" onClick={() => onSkip("skip")} className="desk-wide">
            {t("skip.verb")} <Kbd>{keySign(keys.skip)}</Kbd>
          </Button>
        ) : null}
        <Button
          variant="quiet"
          aria-pressed={draft.flagged}
          aria-label={t("flag.verb")}
          onClick={props.onFlag}
          className={cn(draft.flagged && "border-ink font-semibold text-ink")}
        >
          <Flag className={cn(draft.flagged && "fill-current")} aria-hidden="true" />
          <span className="desk-wide">{t(draft.flagged ? "flag.done" : "flag.verb")}</span>{" "}
          <Kbd className="desk-wide">{keySign(keys.flag)}</Kbd>
        </Button>
        <Menu
          align="start"
          side="top"
          returnFocus={focusDesk}
          trigger={
            <Button variant="quiet" size="icon" aria-label={t("more")} title={t("more")}>
              <MoreVertical aria-hidden="true" />
            </Button>
          }
        >
          {onSkip ? (
            <MenuItem
              icon={<SkipForward aria-hidden="true" />}
              shortcut={<Kbd className="desk-wide">{keySign(keys.skip)}</Kbd>}
              onSelect={() => onSkip("skip")}
            >
              {t("skip.long")}
            </MenuItem>
          ) : null}
          <MenuItem
            icon={<Clock aria-hidden="true" />}
            shortcut={<Kbd className="desk-wide">{keySign(keys.later)}</Kbd>}
            onSelect={props.onLater}
          >
            {t("later.verb")}
          </MenuItem>
          {onSkip ? (
            <>
              <MenuItem
                icon={<GraduationCap aria-hidden="true" />}
                shortcut={<Kbd className="desk-wide">{keySign(keys.expert)}</Kbd>}
                onSelect={() => onSkip("needs-expert")}
              >
                {t("needs-expert.verb")}
              </MenuItem>
              <MenuItem
                icon={<ShieldAlert aria-hidden="true" />}
                shortcut={<Kbd className="desk-wide">{keySign(keys.report)}</Kbd>}
                onSelect={() => onSkip("unsafe")}
              >
                {t("unsafe.verb")}
              </MenuItem>
            </>
          ) : null}
        </Menu>
      </div>
      <label className="desk-say">
        <MessageSquare className="size-4 shrink-0 text-ink-3" aria-hidden="true" />
        <textarea
          ref={props.comment}
          rows={1}
          dir="auto"
          aria-label={t("comment.name")}
          placeholder={t(draft.flagged ? "comment.flagged" : "comment.name")}
          maxLength={20_000}
          value={draft.comment}
          onChange={(event) => props.onChange({ ...draft, comment: event.target.value })}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing || event.metaKey || event.ctrlKey) return;
            if (event.key !== "Escape" && (event.key !== "Enter" || event.shiftKey)) return;
            props.onLeaveComment();
            event.preventDefault();
            event.stopPropagation();
          }}
        />
        <span aria-hidden="true" className="contents">
          <Kbd className="desk-wide">{keySign(keys.comment)}</Kbd>
        </span>
      </label>
      <div className="desk-foot-right">
        <Button variant="quiet" aria-label={t("undo")} loading={props.undoing} onClick={props.onUndo}>
          {props.undoing ? null : <Undo2 aria-hidden="true" />}
          <span className="desk-wide">{t("undo")}</span> <Kbd className="desk-wide">{keySign(keys.undo)}</Kbd>
        </Button>
        <Button
          variant="primary"
          size="lg"
          // The second click of a double click falls on the next item, which nobody has read yet.
          onClick={(event) => {
            if (event.detail <= 1) props.onSubmit();
          }}
          className="desk-submit"
        >
          {t("submit")}{" "}
          <Kbd onAccent className="desk-wide">
            {keySign(keys.submit)}
          </Kbd>
        </Button>
      </div>
    </footer>
  );
}
