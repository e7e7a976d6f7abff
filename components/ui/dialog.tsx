"use client";

import { X } from "lucide-react";
import { Dialog as RadixDialog } from "radix-ui";
import type { ReactNode } from "react";
import { buttonClass } from "@/components/ui/button-class";
import { useOwnWords } from "@/components/ui/locale";
import { escapeFromPart, focusFirstField, tabRound } from "@/components/ui/open-focus";
import { useReturnFocus } from "@/components/ui/return-focus";
import { cn } from "@/lib/cn";

export interface DialogProps {
  title: ReactNode;
  description?: ReactNode;
  /** The element that opens it. Leave it out and steer with `open`. */
  trigger?: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** Buttons, at the right under the content; the primary one last. */
  footer?: ReactNode;
  wide?: boolean;
  children?: ReactNode;
}

export const scrimClass = "fixed inset-0 z-40 bg-scrim data-[state=open]:animate-appear";

/** A short piece of work that must be finished or dropped before going on. Focus moves in, is kept, and returns. */
export function Dialog({ title, description, trigger, open, onOpenChange, footer, wide = false, children }: DialogProps) {
  const words = useOwnWords();
  const returnFocus = useReturnFocus(!trigger, open === true);
  return (
    <RadixDialog.Root open={open} onOpenChange={onOpenChange}>
      {trigger ? <RadixDialog.Trigger asChild>{trigger}</RadixDialog.Trigger> : null}
      <RadixDialog.Portal>
        <RadixDialog.Overlay className={scrimClass} />
        <RadixDialog.Content
          onOpenAutoFocus={focusFirstField}
          onEscapeKeyDown={escapeFromPart}
          onCloseAutoFocus={returnFocus}
          className={cn(
            "fixed top-[12vh] left-1/2 z-50 flex max-h-[80vh] w-[calc(100vw-32px)] -translate-x-1/2 flex-col rounded-panel border border-rule-2 bg-raise shadow-float data-[state=open]:animate-appear",
            wide ? "max-w-[760px]" : "max-w-[480px]",
          )}
          {...(description ? {} : { "aria-describedby": undefined })}
        >
          <header className="flex items-start gap-4 px-5 pt-4 pb-3">
            <div className="min-w-0 grow">
              <RadixDialog.Title className="text-16 font-semibold">{title}</RadixDialog.Title>
              {description ? <RadixDialog.Description className="mt-0.5 text-ink-2">{description}</RadixDialog.Description> : null}
            </div>
            <RadixDialog.Close aria-label={words.close} className={buttonClass("quiet", "icon", "-mt-1 -mr-2")}>
              <X aria-hidden="true" />
            </RadixDialog.Close>
          </header>
          {children ? (
            <div tabIndex={-1} data-main-part="" onKeyDown={tabRound} className="min-h-0 grow overflow-y-auto px-5 pb-4 outline-none">
              {children}
            </div>
          ) : null}
          {footer ? <footer className="flex flex-wrap justify-end gap-2 border-t border-rule px-5 py-3">{footer}</footer> : null}
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}
