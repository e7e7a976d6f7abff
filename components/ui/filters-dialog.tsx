"use client";

import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

interface FiltersDialogProps {
  title: string;
  description: string;
  /** what the button says that puts the filters in force */
  confirmLabel: string;
  wide?: boolean;
  onApply: () => void;
  onClear: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** All filters of a list at once: Enter puts them in force, one button takes all off. */
export function FiltersDialog({ title, description, confirmLabel, wide, onApply, onClear, onClose, children }: FiltersDialogProps) {
  return (
    <Dialog
      title={title}
      description={description}
      open
      {...(wide ? { wide } : {})}
      onOpenChange={(open) => (open ? undefined : onClose())}
      footer={
        <>
          <Button variant="quiet" onClick={onClear}>
            Take all off
          </Button>
          <Button variant="primary" onClick={onApply}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      <form
        className="grid gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          onApply();
        }}
      >
        {children}
        <button type="submit" className="sr-only" tabIndex={-1} aria-hidden="true" />
      </form>
    </Dialog>
  );
}
