import { clsx } from "clsx";
import type { ClassValue } from "clsx";
import { extendTailwindMerge } from "tailwind-merge";

// The type scale is ours, so the merger must be told that `text-13` is a size: otherwise it takes it for a colour and drops `text-ink`.
const merge = extendTailwindMerge({
  extend: {
    theme: {
      text: ["11", "12", "13", "14", "16", "20", "26", "34", "read"],
      font: ["sans", "read", "mono", "math"],
      shadow: ["object", "float"],
      radius: ["mark", "control", "panel"],
    },
  },
});

/** Joins class names; a later utility wins over an earlier one of the same property. */
export function cn(...values: ClassValue[]): string {
  return merge(clsx(values));
}
