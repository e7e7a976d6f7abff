"use client";

import { useState } from "react";
import type { ReactNode } from "react";
import { Toggle } from "@/components/ui/chip";
import { ReadingText } from "@/components/content/reading-text";

/** A text with the choice to see it as it was written, letter by letter. */
export function TextWithToggle({ text, header }: { text: string; header?: ReactNode }) {
  const [raw, setRaw] = useState(false);
  return (
    <div>
      <div className="mb-1 flex min-h-7 items-center gap-2">
        {header}
        <Toggle pressed={raw} onClick={() => setRaw(!raw)} className="ml-auto">
          As written
        </Toggle>
      </div>
      <ReadingText text={text} raw={raw} />
    </div>
  );
}
