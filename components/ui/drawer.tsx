"use client";

import { X } from "lucide-react";
import { Dialog as RadixDialog } from "radix-ui";
import type { KeyboardEvent, ReactNode } from "react";
import { buttonClass } from "@/components/ui/button-class";
import { scrimClass } from "@/components/ui/dialog";
import { useOwnWords } from "@/components/ui/locale";
import { escapeFromPart, focusMainPart, tabRound } from "@/components/ui/open-focus";
import { useReturnFocus } from "@/components/ui/return-focus";
import { cn } from "@/lib/cn";

export interface DrawerProps {
  title: string;
  /** Kept for screen readers only, where the content has its own heading. */
  hideTitle?: boolean;
  trigger?: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  side?: "left" | "right";
  className?: string;
  /** keys while the focus is in the main part, where it is as the drawer opens */
  onKeyDown?: (event: KeyboardEvent<HTMLElement>) => void;
  children: ReactNode;
}

/** A sheet that comes in from the side over the page: the navigation on a phone, a guide, a history. */
export function Drawer({
  title,
  hideTitle = false,
  trigger,
  open,
  onOpenChange,
  side = "right",
  className,
  onKeyDown,
  children,
}: DrawerProps) {
  const words = useOwnWords();
  const returnFocus = useReturnFocus(!trigger, open === true);
  return (
    <RadixDialog.Root open={open} onOpenChange={onOpenChange}>
      {trigger ? <RadixDialog.Trigger asChild>{trigger}</RadixDialog.Trigger> : null}
      <RadixDialog.Portal>
        <RadixDialog.Overlay className={scrimClass} />
        <RadixDialog.Content
          onOpenAutoFocus={focusMainPart}
          onEscapeKeyDown={escapeFromPart}
          onCloseAutoFocus={returnFocus}
          aria-describedby={undefined}
          className={cn(
            "fixed inset-y-0 z-50 flex w-[min(440px,calc(100vw-48px))] flex-col bg-raise shadow-float",
            side === "right"
              ? "right-0 border-l border-rule-2 data-[state=open]:animate-slide-left"
              : "left-0 border-r border-rule-2 data-[state=open]:animate-slide-right",
            className,
          )}
        >
          <header className={cn("flex items-center gap-4 px-5 pt-3 pb-2", hideTitle && "absolute top-0 right-0 z-10 px-2")}>
            <RadixDialog.Title className={hideTitle ? "sr-only" : "grow text-14 font-semibold"}>{title}</RadixDialog.Title>
            <RadixDialog.Close aria-label={words.close} className={buttonClass("quiet", "icon", "-mr-2")}>
              <X aria-hidden="true" />
            </RadixDialog.Close>
          </header>
          <div
            tabIndex={-1}
            data-main-part=""
            className="min-h-0 grow overflow-y-auto outline-none"
            onKeyDown={(event) => {
              tabRound(event);
              onKeyDown?.(event);
            }}
          >
            {children}
          </div>
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}
