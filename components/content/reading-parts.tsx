"use client";

import type { ReactNode } from "react";
import type { ChatRole } from "@/components/content/chat-role";
import { useWords } from "@/components/content/words";

/** Parts of a text with words of ours in them, in the reader's language. */

export function ScrollingTable({ children }: { children: ReactNode }) {
  const t = useWords();
  return (
    <div className="table-scroll" tabIndex={0} role="group" aria-label={t("table")}>
      <table>{children}</table>
    </div>
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
