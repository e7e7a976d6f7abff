import { cn } from "@/lib/cn";

export type ButtonVariant = "primary" | "secondary" | "quiet" | "danger";
export type ButtonSize = "sm" | "md" | "lg" | "icon";

const base =
  "inline-flex shrink-0 items-center justify-center gap-2 rounded-control border font-medium whitespace-nowrap no-underline transition-colors select-none " +
  "disabled:cursor-not-allowed disabled:opacity-55 print:hidden aria-disabled:pointer-events-none aria-disabled:opacity-55 [&_svg]:size-4 [&_svg]:shrink-0";

const variants: Record<ButtonVariant, string> = {
  primary:
    "border-accent bg-accent font-semibold text-on-accent not-disabled:hover:border-accent-strong not-disabled:hover:bg-accent-strong",
  secondary: "border-rule-2 bg-raise text-ink hover:border-rule-3 active:bg-sunk",
  quiet: "border-transparent bg-transparent text-ink-2 hover:bg-sunk hover:text-ink",
  danger: "border-bad bg-bad font-semibold text-on-bad not-disabled:hover:border-bad-strong not-disabled:hover:bg-bad-strong",
};

// On a phone every target is at least 40 px high, and 44 where it stands alone.
const sizes: Record<ButtonSize, string> = {
  sm: "h-7 px-2 text-12 max-md:h-10 max-md:px-3",
  md: "h-8 px-3 text-13 max-md:h-11",
  lg: "h-10 px-4 text-13 max-md:h-11",
  icon: "size-8 p-0 max-md:size-11",
};

/** The looks of a button, shared with links that act as one. */
export function buttonClass(variant: ButtonVariant = "secondary", size: ButtonSize = "md", className?: string): string {
  return cn(base, variants[variant], sizes[size], className);
}
