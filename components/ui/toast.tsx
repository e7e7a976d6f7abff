"use client";

import { CircleCheck, TriangleAlert } from "lucide-react";
import { Toaster as SonnerToaster, toast } from "sonner";

/** Mounted once, in the root layout. */
export function Toaster() {
  return (
    <SonnerToaster
      position="bottom-right"
      theme="system"
      gap={8}
      offset={{ top: 52, right: 16, bottom: 16, left: 16 }}
      mobileOffset={{ top: 52, right: 16, bottom: 16, left: 16 }}
      icons={{
        success: <CircleCheck className="size-4 text-accent" aria-hidden="true" />,
        error: <TriangleAlert className="size-4 text-bad" aria-hidden="true" />,
      }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-(--width) items-start gap-3 rounded-panel border border-rule-2 bg-raise p-3 font-sans text-13 text-ink shadow-float",
          title: "font-medium",
          description: "text-12 text-ink-2",
          icon: "mt-0.5",
          content: "min-w-0 grow",
          actionButton: "ml-auto h-7 shrink-0 rounded-control border border-rule-2 px-2 text-12 font-medium hover:border-rule-3",
        },
      }}
    />
  );
}

interface NotifyOptions {
  description?: string;
  action?: { label: string; onClick: () => void };
  /** under the head of the page: for one whose buttons lie along the bottom, where it would cover them */
  atTop?: boolean;
}

const placed = ({ atTop, ...options }: NotifyOptions) => (atTop ? { ...options, position: "top-right" as const } : options);

/** A word on what was done, with the way to undo it where there is one. */
export function notifyDone(title: string, options: NotifyOptions = {}): void {
  toast.success(title, placed(options));
}

/** What went wrong, what is safe, what to do. Stays until it is read. */
export function notifyFailed(title: string, options: NotifyOptions = {}): void {
  toast.error(title, { ...placed(options), duration: 12_000, closeButton: true });
}
