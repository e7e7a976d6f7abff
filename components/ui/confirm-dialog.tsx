"use client";

import { AlertDialog } from "radix-ui";
import { useId, useState } from "react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { scrimClass } from "@/components/ui/dialog";
import { Input } from "@/components/ui/input";
import { focusFirstField } from "@/components/ui/open-focus";
import { useReturnFocus } from "@/components/ui/return-focus";

export interface ConfirmDialogProps {
  /** The act as a question with its number: "Delete 340 items?" */
  title: ReactNode;
  /** What will be lost and what stays. */
  description: ReactNode;
  /** The verb and its object: "Delete 340 items"; null once it has turned out that it cannot be done, which the description says. */
  confirmLabel: string | null;
  cancelLabel?: string;
  /** Set for what cannot be undone. */
  danger?: boolean;
  /** A word to be typed before the act is offered, for losses that nobody can repair. */
  typeToConfirm?: string;
  /** The dialog stays, working, until this settles; where it throws, the message is shown and nothing closes. */
  onConfirm: () => Promise<void> | void;
  trigger?: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
}

/** Asks before what cannot be undone. The safe answer has the focus, or the field for the word that is asked for. */
export function ConfirmDialog({
  title,
  description,
  confirmLabel,
  cancelLabel = confirmLabel === null ? "Close" : "Keep",
  danger = true,
  typeToConfirm,
  onConfirm,
  trigger,
  open,
  onOpenChange,
}: ConfirmDialogProps) {
  const [ownOpen, setOwnOpen] = useState(false);
  const [working, setWorking] = useState(false);
  const [typed, setTyped] = useState("");
  const [failure, setFailure] = useState<string | null>(null);
  const inputId = useId();
  const isOpen = open ?? ownOpen;
  const returnFocus = useReturnFocus(!trigger, isOpen);

  function change(next: boolean) {
    if (working) return;
    setTyped("");
    setFailure(null);
    setOwnOpen(next);
    onOpenChange?.(next);
  }

  async function confirm() {
    setWorking(true);
    setFailure(null);
    try {
      await onConfirm();
      setWorking(false);
      setOwnOpen(false);
      onOpenChange?.(false);
    } catch (error) {
      setWorking(false);
      setFailure(error instanceof Error ? error.message : "It did not work. Nothing was changed; try again.");
    }
  }

  return (
    <AlertDialog.Root open={isOpen} onOpenChange={change}>
      {trigger ? <AlertDialog.Trigger asChild>{trigger}</AlertDialog.Trigger> : null}
      <AlertDialog.Portal>
        <AlertDialog.Overlay className={scrimClass} />
        <AlertDialog.Content
          onOpenAutoFocus={focusFirstField}
          onCloseAutoFocus={returnFocus}
          className="fixed top-[18vh] left-1/2 z-50 grid w-[calc(100vw-32px)] max-w-[440px] -translate-x-1/2 gap-3 rounded-panel border border-rule-2 bg-raise p-5 shadow-float data-[state=open]:animate-appear"
        >
          <AlertDialog.Title className="text-16 font-semibold">{title}</AlertDialog.Title>
          <AlertDialog.Description asChild>
            <div className="text-ink-2">{description}</div>
          </AlertDialog.Description>
          {typeToConfirm ? (
            <label htmlFor={inputId} className="grid gap-1 text-12 font-medium">
              <span>
                Type <span className="mono text-ink">{typeToConfirm}</span> to go on
              </span>
              <Input id={inputId} value={typed} autoComplete="off" spellCheck={false} onChange={(event) => setTyped(event.target.value)} />
            </label>
          ) : null}
          <div aria-live="assertive">{failure ? <p className="font-medium text-bad">{failure}</p> : null}</div>
          <div className="flex flex-wrap justify-end gap-2">
            <AlertDialog.Cancel asChild>
              <Button disabled={working}>{cancelLabel}</Button>
            </AlertDialog.Cancel>
            {confirmLabel === null ? null : (
              <Button
                variant={danger ? "danger" : "primary"}
                loading={working}
                disabled={typeToConfirm !== undefined && typed !== typeToConfirm}
                onClick={() => {
                  void confirm();
                }}
              >
                {confirmLabel}
              </Button>
            )}
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
