import { ChevronLeft, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { AppLink } from "@/components/ui/app-link";
import { buttonClass } from "@/components/ui/button-class";

const count = new Intl.NumberFormat("en");

export interface PaginationProps {
  /** First and last row on the page, counted from one. */
  from: number;
  to: number;
  /** All rows, where it is cheap to know. */
  total: number | null;
  /** What the rows are: "items". */
  noun: string;
  previousHref: string | null;
  nextHref: string | null;
}

/** "101–200 of 12,480 items" with the way back and on. */
export function Pagination({ from, to, total, noun, previousHref, nextHref }: PaginationProps) {
  if (previousHref === null && nextHref === null) return null;
  return (
    <nav aria-label={`Pages of ${noun}`} className="mt-3 flex items-center justify-end gap-2 text-12 text-ink-2">
      <span className="num mr-2">
        {count.format(from)}–{count.format(to)}
        {total === null ? "" : ` of ${count.format(total)}`} {noun}
      </span>
      <Step href={previousHref} label="Previous page" icon={<ChevronLeft aria-hidden="true" />} />
      <Step href={nextHref} label="Next page" icon={<ChevronRight aria-hidden="true" />} />
    </nav>
  );
}

function Step({ href, label, icon }: { href: string | null; label: string; icon: ReactNode }) {
  if (href === null) {
    return (
      <span aria-disabled="true" aria-label={label} role="link" className={buttonClass("secondary", "icon")}>
        {icon}
      </span>
    );
  }
  return (
    <AppLink href={href} aria-label={label} className={buttonClass("secondary", "icon")}>
      {icon}
    </AppLink>
  );
}
