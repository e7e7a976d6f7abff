"use client";

import type { ComponentProps } from "react";
import { controlClass } from "@/components/ui/control-class";
import { useFieldWiring } from "@/components/ui/field";
import { cn } from "@/lib/cn";

/** One line of text, a number, a date, an address. Numbers are tabular. */
export function Input({ className, required, ...rest }: ComponentProps<"input">) {
  const wiring = useFieldWiring({ id: rest.id, "aria-describedby": rest["aria-describedby"], required });
  const numeric = rest.type === "number" || rest.inputMode === "numeric" || rest.inputMode === "decimal";
  return <input {...rest} {...wiring} className={cn(controlClass, "h-8 px-2.5 max-md:h-11", numeric && "num", className)} />;
}
