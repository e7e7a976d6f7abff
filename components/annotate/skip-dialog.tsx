"use client";

import { useState } from "react";
import type { SkipReason } from "@/components/annotate/desk-api";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { Textarea } from "@/components/ui/textarea";

const reasons: { reason: SkipReason; words: string }[] = [
  { reason: "cannot-judge", words: "I cannot tell which is better" },
  { reason: "needs-expert", words: "It takes knowledge that I lack" },
  { reason: "language", words: "I do not read this language well enough" },
  { reason: "broken-item", words: "The prompt or a response is broken" },
  { reason: "unsafe", words: "I would rather not read this" },
  { reason: "other", words: "Something else, as noted below" },
];

/** Asks why. A digit is enough; the note is only needed for what the list does not say. */
export function SkipDialog({
  open,
  onOpenChange,
  onSkip,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onSkip: (reason: SkipReason, note: string) => void;
}) {
  const [note, setNote] = useState("");
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Why skip this one?"
      description="It goes to somebody else and does not count against you. Undo brings it back while nobody has it."
    >
      <div
        className="grid gap-3 pt-1"
        onKeyDown={(event) => {
          const typing = event.target instanceof HTMLTextAreaElement;
          const picked = typing || event.metaKey || event.ctrlKey || event.altKey ? undefined : reasons[Number(event.key) - 1];
          if (!picked) return;
          event.preventDefault();
          onSkip(picked.reason, note);
        }}
      >
        <ul className="grid">
          {reasons.map(({ reason, words }, index) => (
            <li key={reason}>
              <Button
                variant="quiet"
                className="h-9 w-full justify-start font-normal text-ink max-md:h-11"
                autoFocus={index === 0}
                onClick={() => onSkip(reason, note)}
              >
                <Kbd>{index + 1}</Kbd> {words}
              </Button>
            </li>
          ))}
        </ul>
        <Textarea
          aria-label="Note"
          placeholder="A note for whoever looks into it"
          rows={2}
          maxLength={2_000}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </div>
    </Dialog>
  );
}
