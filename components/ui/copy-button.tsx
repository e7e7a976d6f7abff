"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import type { ButtonProps } from "@/components/ui/button";

export interface CopyButtonProps extends Omit<ButtonProps, "onClick" | "children"> {
  text: string;
  /** What is copied, for the label: "the link", "the key"; or the words in the reader's language. */
  what: string | { copy: string; copied: string; refused: string };
  /** Shows only the sign; the label stays for screen readers. */
  iconOnly?: boolean;
}

/** Puts a text on the clipboard and says so. */
export function CopyButton({ text, what, iconOnly = false, variant = "quiet", size, ...rest }: CopyButtonProps) {
  const [state, setState] = useState<"idle" | "copied" | "refused">("idle");

  useEffect(() => {
    if (state === "idle") return;
    const timer = window.setTimeout(() => setState("idle"), 2400);
    return () => window.clearTimeout(timer);
  }, [state]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setState("copied");
    } catch {
      // No clipboard without a secure context or permission: the reader can still select the text by hand.
      setState("refused");
    }
  }

  const said = typeof what === "string" ? { copy: `Copy ${what}`, copied: "Copied", refused: "Select and copy by hand" } : what;
  const words = said[state === "idle" ? "copy" : state];
  return (
    <Button
      variant={variant}
      size={size ?? (iconOnly ? "icon" : "sm")}
      onClick={() => void copy()}
      aria-label={iconOnly ? words : undefined}
      {...rest}
    >
      {state === "copied" ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
      {iconOnly ? null : <span aria-live="polite">{words}</span>}
    </Button>
  );
}
