import { ChevronLeft } from "lucide-react";
import { useEffect, useRef } from "react";
import type { ReactNode } from "react";
import { LinkButton } from "@/components/ui/link-button";
import { cn } from "@/lib/cn";

export interface GateFrameProps {
  backHref: string;
  campaign: string;
  title: string;
  /** for what is read side by side; else the width of a page of text */
  wide: boolean;
  children: ReactNode;
}

/** A step before the first item. One that takes the place of another takes the focus: it is read out, and Tab begins in it. */
export function GateFrame({ backHref, campaign, title, wide, children }: GateFrameProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const before = useRef(title);
  useEffect(() => {
    if (before.current !== title) heading.current?.focus();
    before.current = title;
  }, [title]);
  return (
    <main className={cn("mx-auto px-[var(--gutter)] py-10", wide ? "max-w-[1240px]" : "max-w-[680px]")}>
      <LinkButton variant="quiet" href={backHref} className="-ml-3">
        <ChevronLeft aria-hidden="true" /> {campaign}
      </LinkButton>
      <h1 ref={heading} tabIndex={-1} className="mt-3 mb-4 outline-none">
        {title}
      </h1>
      {children}
    </main>
  );
}
