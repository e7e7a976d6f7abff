import type { ReactNode } from "react";
import { AppLink } from "@/components/ui/app-link";

/** The link that opens a row: what J and K walk to, and Enter follows. */
export function RowLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <AppLink data-row-link href={href} className="font-medium underline decoration-rule-3 underline-offset-3">
      {children}
    </AppLink>
  );
}
