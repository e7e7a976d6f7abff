import type { ComponentProps } from "react";
import { ScrollRegion } from "@/components/ui/scroll-region";
import { cn } from "@/lib/cn";

/** Rows of 28 px on hairlines, header on a strong rule. Wider than the page, it scrolls by itself. */
export function Table({ className, children, ...rest }: ComponentProps<"table">) {
  return (
    <ScrollRegion label={rest["aria-label"]}>
      <table className={cn("w-full border-collapse", className)} {...rest}>
        {children}
      </table>
    </ScrollRegion>
  );
}

interface CellProps {
  /** Numbers stand at the right, in tabular figures. */
  numeric?: boolean;
}

export function HeaderCell({ numeric = false, className, ...rest }: ComponentProps<"th"> & CellProps) {
  return (
    <th
      scope="col"
      className={cn(
        "border-b border-rule-3 pr-3 pb-1.5 text-left align-bottom text-11 font-medium whitespace-nowrap text-ink-3 last:pr-0",
        numeric && "text-right",
        className,
      )}
      {...rest}
    />
  );
}

/** The head of the column of buttons: named for who does not see that they are buttons. */
export function ActionsHeader({ className }: { className?: string }) {
  return (
    <HeaderCell className={className}>
      <span className="sr-only">Actions</span>
    </HeaderCell>
  );
}

export interface RowProps extends ComponentProps<"tr"> {
  /** The row one is at: accent wash and a two-pixel edge. */
  at?: boolean;
}

export function Row({ at = false, className, ...rest }: RowProps) {
  return (
    <tr
      aria-current={at || undefined}
      className={cn(
        "hover:bg-ink/3",
        at && "bg-accent-wash hover:bg-accent-wash [&>td:first-child]:shadow-[inset_2px_0_0_var(--accent)] [&>td:first-child]:pl-2",
        className,
      )}
      {...rest}
    />
  );
}

export function Cell({ numeric = false, className, ...rest }: ComponentProps<"td"> & CellProps) {
  return (
    <td
      className={cn(
        "h-7 border-b border-rule pr-3 align-middle whitespace-nowrap last:pr-0 max-md:h-10",
        numeric && "num text-right",
        className,
      )}
      {...rest}
    />
  );
}

/** A cell whose text is cut to what the other columns leave. */
export function CutCell({ className, title, children, ...rest }: ComponentProps<"td">) {
  return (
    <Cell className={cn("w-full max-w-0", className)} title={title ?? (typeof children === "string" ? children : undefined)} {...rest}>
      <div className="cut" dir="auto">
        {children}
      </div>
    </Cell>
  );
}
