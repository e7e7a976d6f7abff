"use client";

import { Button } from "@/components/ui/button";

/** A statement on paper, and as a file. */
export function StatementTools({ csvHref }: { csvHref: string }) {
  return (
    <div className="flex flex-wrap items-center gap-2 print:hidden">
      <a href={csvHref} className="text-12 text-ink-2 underline decoration-rule-3 underline-offset-3" download>
        Download as CSV
      </a>
      <Button onClick={() => window.print()}>Print</Button>
    </div>
  );
}
