"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { SkipReason } from "@/components/annotate/desk-api";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { keyName } from "@/components/ui/key-name";
import { Textarea } from "@/components/ui/textarea";

/** What the dialog asks: any reason, or one that was chosen by its own key and only wants a note. */
export type SkipQuestion = "skip" | "needs-expert" | "unsafe";

const reasons: SkipReason[] = ["cannot-judge", "needs-expert", "language", "broken-item", "unsafe", "other"];

export interface SkipDialogProps {
  question: SkipQuestion | null;
  onClose: () => void;
  onSkip: (reason: SkipReason, note: string) => void;
}

export function SkipDialog({ question, onClose, onSkip }: SkipDialogProps) {
  const t = useTranslations("desk");
  // Of the item, and not of the dialog: who closes it to read on, or asks for something else, does not write it again.
  const [note, setNote] = useState("");
  const written = { note, onNote: setNote };
  return (
    <Dialog
      open={question !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t(`${question ?? "skip"}.title`)}
      description={t(`${question ?? "skip"}.description`)}
    >
      {question === null ? null : question === "skip" ? (
        <Reasons {...written} onSkip={onSkip} />
      ) : (
        <OneReason {...written} reason={question} onSkip={onSkip} onClose={onClose} />
      )}
    </Dialog>
  );
}

type Written = { note: string; onNote: (note: string) => void };

/** A digit is enough; the note is only needed for what the list does not say. */
function Reasons({ note, onNote, onSkip }: Written & Pick<SkipDialogProps, "onSkip">) {
  const t = useTranslations("desk");
  return (
    <div
      className="grid gap-3 pt-1"
      onKeyDown={(event) => {
        const typing = event.target instanceof HTMLTextAreaElement;
        const picked = typing || event.metaKey || event.ctrlKey || event.altKey ? undefined : reasons[Number(keyName(event)) - 1];
        if (!picked) return;
        event.preventDefault();
        onSkip(picked, note);
      }}
    >
      <ul className="grid">
        {reasons.map((reason, index) => (
          <li key={reason}>
            <Button
              variant="quiet"
              className="h-9 w-full justify-start font-normal text-ink max-md:h-11"
              autoFocus={index === 0}
              onClick={() => onSkip(reason, note)}
            >
              <Kbd>{index + 1}</Kbd> {t(`skip.reasons.${reason}`)}
            </Button>
          </li>
        ))}
      </ul>
      <Note value={note} onChange={onNote} />
    </div>
  );
}

type OneReasonProps = Written & { reason: Exclude<SkipQuestion, "skip"> } & Omit<SkipDialogProps, "question">;

function OneReason({ note, onNote, reason, onSkip, onClose }: OneReasonProps) {
  const t = useTranslations("desk");
  return (
    <form
      className="grid gap-3 pt-1"
      onSubmit={(event) => {
        event.preventDefault();
        onSkip(reason, note);
      }}
    >
      <Note value={note} onChange={onNote} onSend={() => onSkip(reason, note)} />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t("cancel")}</Button>
        <Button type="submit" variant="primary">
          {t(`${reason}.send`)}
        </Button>
      </div>
    </form>
  );
}

type NoteProps = { value: string; onChange: (value: string) => void; onSend?: () => void };

function Note({ value, onChange, onSend }: NoteProps) {
  const t = useTranslations("desk");
  return (
    <Textarea
      aria-label={t("skip.note")}
      placeholder={t("skip.notePlaceholder")}
      rows={2}
      maxLength={2_000}
      value={value}
      dir="auto"
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={(event) => {
        if (onSend && event.key === "Enter" && (event.metaKey || event.ctrlKey)) {
          event.preventDefault();
          onSend();
        }
      }}
    />
  );
}
