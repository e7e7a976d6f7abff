"use client";

import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { LetterMark } from "@/components/ui/side-mark";
import { level, prefer } from "@/lib/kinds/ranking/order";
import type { RankingConfig, RankingResponse } from "@/lib/kinds/ranking/schema";
import { useWords } from "@/lib/kinds/ranking/words.client";

export interface CompareProps {
  pair: [number, number];
  shownOrder: number[];
  config: RankingConfig;
  response: RankingResponse;
  letter: (ordinal: number) => string;
  renderText: (ordinal: number) => ReactNode;
  onPair: (pair: [number, number]) => void;
  onChange: (response: RankingResponse) => void;
}

/** Two responses side by side, with what may be said of the two: the order follows. */
export function Compare({ pair, shownOrder, config, response, letter, renderText, onPair, onChange }: CompareProps) {
  const t = useWords();
  const [first, second] = pair;
  return (
    <div className="rank-compare">
      {pair.map((ordinal, side) => {
        const other = side === 0 ? second : first;
        return (
          <article key={side} className="rank-pane" aria-label={t("compare.response", { letter: letter(ordinal) })}>
            <header>
              <div role="group" aria-label={t(side === 0 ? "compare.left" : "compare.right")} className="rank-letters">
                {shownOrder.map((one) => (
                  <button
                    key={one}
                    type="button"
                    aria-pressed={one === ordinal}
                    disabled={one === other}
                    aria-label={t("compare.show", { letter: letter(one) })}
                    onClick={() => onPair(side === 0 ? [one, second] : [first, one])}
                  >
                    <LetterMark letter={letter(one)} />
                  </button>
                ))}
              </div>
              <Button onClick={() => onChange(prefer(response, ordinal, other))}>{t("compare.better", { letter: letter(ordinal) })}</Button>
              {side === 0 && config.allowTies ? (
                <Button variant="quiet" onClick={() => onChange(level(response, first, second))}>
                  {t("compare.same")}
                </Button>
              ) : null}
            </header>
            <div className="rank-pane-text" tabIndex={0} role="group" aria-label={t("compare.text", { letter: letter(ordinal) })}>
              {renderText(ordinal)}
            </div>
          </article>
        );
      })}
    </div>
  );
}
