"use client";

import type { ComponentProps } from "react";
import { controlClass } from "@/components/ui/control-class";
import { useFieldWiring } from "@/components/ui/field";
import { cn } from "@/lib/cn";

/** Several lines; grows with its content where the browser can, up to twenty lines. */
export function Textarea({ className, required, rows = 3, ...rest }: ComponentProps<"textarea">) {
  const wiring = useFieldWiring({ id: rest.id, "aria-describedby": rest["aria-describedby"], required });
  return (
    <textarea
      dir="auto"
      rows={rows}
      {...rest}
      {...wiring}
      className={cn(controlClass, "field-sizing-content max-h-[25rem] min-h-16 resize-y px-2.5 py-1.5", className)}
    />
  );
}
