"use client";

import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { controlClass } from "@/components/ui/control-class";
import { useFieldWiring } from "@/components/ui/field";
import { cn } from "@/lib/cn";

/** The browser's own list: it works with forms, screen readers and phones as they are. Children are `option` elements. */
export function Select({ className, required, children, ...rest }: ComponentProps<"select">) {
  const wiring = useFieldWiring({ id: rest.id, "aria-describedby": rest["aria-describedby"], required });
  return (
    <span className={cn("relative block", className)}>
      <select {...rest} {...wiring} className={cn(controlClass, "h-8 appearance-none pr-8 pl-2.5 max-md:h-11")}>
        {children}
      </select>
      <ChevronDown className="pointer-events-none absolute top-1/2 right-2 size-4 -translate-y-1/2 text-ink-3" aria-hidden="true" />
    </span>
  );
}
