"use client";

import { useEffect, useState } from "react";
import type { CodePiece } from "@/components/content/highlight";
import { useWords } from "@/components/content/words";
import { CopyButton } from "@/components/ui/copy-button";

/** In a task behind the next frame: an item that comes by a key is read first, and coloured then. */
const afterPaint = (run: () => void): (() => void) => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const frame = requestAnimationFrame(() => {
    timer = setTimeout(run);
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
};

export interface CodeBlockProps {
  code: string;
  language: string | null;
  /** offers to copy it: for whoever runs the code before judging it */
  copyable?: boolean;
}

/** Code, plain at once and coloured when the colouring has been loaded. Nothing moves: only ink changes. */
export function CodeBlock({ code, language, copyable = false }: CodeBlockProps) {
  const t = useWords();
  const [lines, setLines] = useState<CodePiece[][] | null>(null);
  // Browsers copy only for pages with a secure address.
  const [canCopy, setCanCopy] = useState(false);
  useEffect(() => setCanCopy(copyable && "clipboard" in navigator), [copyable]);

  useEffect(() => {
    if (language === null) return;
    let current = true;
    const stop = afterPaint(() => {
      import("@/components/content/highlight")
        .then(({ highlight }) => current && setLines(highlight(code, language)))
        // Without the chunk (offline, say) the code stays plain, which is complete.
        .catch(() => current && setLines(null));
    });
    return () => {
      current = false;
      stop();
    };
  }, [code, language]);

  return (
    <div dir="ltr" className="code-block">
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
      {canCopy ? (
        <CopyButton
          data-unread=""
          className="code-copy bg-raise"
          text={code}
          what={{ copy: t("copy"), copied: t("copied"), refused: t("notCopied") }}
        />
      ) : null}
    </div>
  );
}
