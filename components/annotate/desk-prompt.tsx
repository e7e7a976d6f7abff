"use client";

import { useState } from "react";
import { PromptView, promptLine } from "@/components/content/prompt-view";
import { ReadingText } from "@/components/content/reading-text";
import { Kbd } from "@/components/ui/kbd";
import type { Work } from "@/lib/assignments/schema";

const asks = new Set(["user", "human"]);

/** The turn to be answered is the last that the person wrote; what came before folds away. */
function splitPrompt(prompt: Work["prompt"]): {
  last: string;
  earlier: { role: string; content: string }[];
  after: { role: string; content: string }[];
} {
  if (typeof prompt === "string") return { last: prompt, earlier: [], after: [] };
  const at = prompt.findLastIndex((turn) => asks.has(turn.role.toLowerCase()));
  const index = at < 0 ? prompt.length - 1 : at;
  return { last: prompt[index]?.content ?? "", earlier: prompt.slice(0, index), after: prompt.slice(index + 1) };
}

export function DeskPrompt({ prompt, folded, onFold }: { prompt: Work["prompt"]; folded: boolean; onFold: () => void }) {
  const [all, setAll] = useState(false);
  const { last, earlier, after } = splitPrompt(prompt);
  const turns = `${earlier.length} earlier ${earlier.length === 1 ? "turn" : "turns"}`;
  return (
    <section className="desk-prompt" aria-label="Prompt" tabIndex={0}>
      {folded ? (
        <div className="cut desk-prompt-line" dir="auto">
          {promptLine(prompt)}
        </div>
      ) : (
        <div className="min-w-0">
          {earlier.length > 0 ? (
            <div className="mb-0.5 text-12 text-ink-3">
              Prompt, turn {earlier.length + 1} ·{" "}
              <button type="button" className="link" onClick={() => setAll(!all)}>
                {all ? `hide ${turns}` : `show ${turns}`}
              </button>
            </div>
          ) : null}
          {all ? <PromptView prompt={earlier} className="mb-4" /> : null}
          <ReadingText text={last} />
          {after.length > 0 ? <PromptView prompt={after} className="mt-4" /> : null}
        </div>
      )}
      <button type="button" className="link inline-flex items-center gap-1.5 text-12" aria-expanded={!folded} onClick={onFold}>
        {folded ? "Unfold" : "Fold"}
        <Kbd className="desk-wide">P</Kbd>
      </button>
    </section>
  );
}
