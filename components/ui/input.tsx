"use client";

import type { ComponentProps } from "react";
import { controlClass } from "@/components/ui/control-class";
import { useFieldWiring } from "@/components/ui/field";
import { cn } from "@/lib/cn";

/** The browser’s own button of a file field, in the hand of ours: it fills the field’s height and stands before the name. */
const fileClass =
  "pl-0 leading-[30px] file:mr-3 file:h-full file:border-0 file:border-r file:border-solid file:border-rule-3 file:bg-ground file:px-3 file:text-ink max-md:leading-[42px]";

/** One line of text, a number, a date, an address. Numbers are tabular. */
export function Input({ className, required, ...rest }: ComponentProps<"input">) {
  const wiring = useFieldWiring({ id: rest.id, "aria-describedby": rest["aria-describedby"], required });
  const numeric = rest.type === "number" || rest.inputMode === "numeric" || rest.inputMode === "decimal";
  return (
    <input
      {...rest}
      {...wiring}
      className={cn(controlClass, "h-8 px-2.5 max-md:h-11", numeric && "num", rest.type === "file" && fileClass, className)}
    />
  );
}
