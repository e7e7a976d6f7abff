"use client";

import { useEffect, useState } from "react";
import type { CodePiece } from "@/components/content/highlight";
import { useWords } from "@/components/content/words";

/** Code, plain at once and coloured when the colouring has been loaded. Nothing moves: only ink changes. */
export function CodeBlock({ code, language }: { code: string; language: string | null }) {
  const t = useWords();
  const [lines, setLines] = useState<CodePiece[][] | null>(null);

  useEffect(() => {
    if (language === null) return;
    let current = true;
    import("@/components/content/highlight")
      .then(({ highlight }) => current && setLines(highlight(code, language)))
      // Without the chunk (offline, say) the code stays plain, which is complete.
      .catch(() => current && setLines(null));
    return () => {
      current = false;
    };
  }, [code, language]);

  return (
    <pre dir="ltr" tabIndex={0} aria-label={language ? t("codeIn", { language }) : t("code")}>
      <code>
        {lines === null
          ? code
          : lines.map((line, number) => (
              <span key={number}>
                {line.map((piece, index) => (
                  <span key={index} className={piece.role === "plain" ? undefined : `code-${piece.role}`}>
                    {piece.text}
                  </span>
                ))}
                {number < lines.length - 1 ? "\n" : null}
              </span>
            ))}
      </code>
    </pre>
  );
}
