"use client";

import { useLayoutEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import type { ChatRole } from "@/components/content/chat-role";
import { useWords } from "@/components/content/words";
import { cn } from "@/lib/cn";

/** Parts of a text with words of ours in them, in the reader's language. */

export function ScrollingTable({ children }: { children: ReactNode }) {
  const t = useWords();
  return (
    <div className="table-scroll" tabIndex={0} role="group" aria-label={t("table")}>
      <table>{children}</table>
    </div>
  );
}

/** A formula does not break: one that is wider than its place scrolls by itself, and can be reached by Tab while it does. */
export function Formula({ children }: { children: ReactNode }) {
  const t = useWords();
  const span = useRef<HTMLSpanElement>(null);
  const [wide, setWide] = useState(false);
  useLayoutEffect(() => {
    const place = span.current?.closest("p, li, td, th, blockquote, .reading");
    const formula = span.current?.firstElementChild;
    if (!place || !formula || typeof ResizeObserver === "undefined") return;
    const measure = () => setWide(formula.scrollWidth > place.clientWidth + 1);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(place);
    return () => observer.disconnect();
  }, []);
  const reachable = wide ? { tabIndex: 0, role: "group", "aria-label": t("formula") } : {};
  return (
    <span ref={span} className={cn("katex", wide && "katex-wide")} {...reachable}>
      {children}
    </span>
  );
}

export function ImageStandIn({ address, alt }: { address: string; alt: string }) {
  const t = useWords();
  return (
    <span className="image-stand-in">
      <span className="image-sign">{t("picture")}</span> {alt === "" ? t("noDescription") : alt}
      {address === "" ? null : <span className="image-address">{address}</span>}
    </span>
  );
}

/** Who speaks in a turn; a role that we do not know keeps the name that it was given. */
export function RoleName({ role, given }: { role: ChatRole; given: string }) {
  const t = useWords();
  return role === "other" ? given : t(`roles.${role}`);
}
