import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

/** The key that does the thing beside it. `onAccent` for use inside a primary button. */
export function Kbd({ children, onAccent = false, className }: { children: ReactNode; onAccent?: boolean; className?: string }) {
  return (
    <kbd
      className={cn(
        "inline-grid h-[18px] shrink-0 min-w-[18px] place-items-center rounded-[3px] border px-1 font-mono text-11 leading-none font-medium whitespace-nowrap",
        onAccent ? "border-current/45 bg-transparent text-current" : "border-rule-2 bg-raise text-ink-2",
        className,
      )}
    >
      {children}
    </kbd>
  );
}
