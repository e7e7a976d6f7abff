"use client";

import { useState } from "react";
import { CodeBlock } from "@/components/content/code-block";
import { CopyButton } from "@/components/ui/copy-button";
import { Segmented } from "@/components/ui/segmented";
import type { Snippet } from "@/lib/api/reference/write-snippets";

/** Of a shell command nearly all is text in quotes: colouring would say nothing. */
const colouring: Record<Snippet["language"], string | null> = { curl: null, TypeScript: "typescript", Python: "python" };
/** The language that was chosen last stands on the next page too, until the site is loaded anew. */
let last: Snippet["language"] = "curl";

export function Examples({ snippets }: { snippets: Snippet[] }) {
  const [language, setLanguage] = useState(last);
  const chosen = snippets.find((one) => one.language === language) ?? snippets[0];
  if (!chosen) return null;
  return (
    <div>
      <div className="mb-2 flex items-center justify-between gap-3">
        <Segmented
          label="Language of the example"
          value={chosen.language}
          onValueChange={(next) => {
            last = next;
            setLanguage(next);
          }}
          options={snippets.map((one) => ({ value: one.language, label: one.language }))}
        />
        <CopyButton text={chosen.code} what="the example" iconOnly size="sm" />
      </div>
      <div className="reading max-w-none">
        <CodeBlock key={chosen.language} code={chosen.code} language={colouring[chosen.language]} />
      </div>
    </div>
  );
}
