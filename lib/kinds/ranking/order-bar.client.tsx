"use client";

import { Fragment } from "react";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { Select } from "@/components/ui/select";
import { LetterMark } from "@/components/ui/side-mark";
import type { KindFormProps } from "@/lib/kinds/contract";
import { configOf, responseOf } from "@/lib/kinds/ranking/answering";
import { letterOf } from "@/lib/kinds/ranking/notation";
import { restAreWorse, setNotRankable } from "@/lib/kinds/ranking/order";
import { useWords } from "@/lib/kinds/ranking/words.client";
import { cn } from "@/lib/cn";

/** The order so far in letters, and what ends the work early. */
export function OrderBar({ config: value, shownOrder, response: draft, onChange }: KindFormProps) {
  const t = useWords();
  const config = configOf(value);
  const response = responseOf(draft, shownOrder);
  const { groups, unranked, notRankable } = response;
  const left = unranked.length;
  const canClose = groups.length > 0 && left > 0 && (config.allowTies || left === 1);
  return (
    <div className="rank-bar">
      <div className="rank-question">{config.question.title}</div>
      <div className="rank-order" role="status" aria-label={t("bar.order")}>
        {notRankable !== undefined ? (
          <span className="text-ink-2">{t("bar.cannot")}</span>
        ) : groups.length === 0 ? (
          <span className="text-ink-3">{t("bar.nothing")}</span>
        ) : (
          groups.map((group, place) => (
            <Fragment key={group[0]}>
              {place > 0 ? <i>&gt;</i> : null}
              {group.map((ordinal, index) => (
                <Fragment key={ordinal}>
                  {index > 0 ? <i>=</i> : null}
                  <LetterMark letter={letterOf(ordinal, shownOrder)} />
                </Fragment>
              ))}
            </Fragment>
          ))
        )}
        {groups.length > 0 && left > 0 ? <span className="text-ink-3">{t("bar.left", { count: left })}</span> : null}
      </div>
      <div className="rank-close">
        <Button variant="quiet" disabled={!canClose} onClick={() => onChange(restAreWorse(response, config.allowTies))}>
          {t("bar.rest")} <Kbd className="rank-key">W</Kbd>
        </Button>
        {config.notRankableReasons.length > 0 ? <NotRankable {...{ config, response, onChange }} /> : null}
      </div>
    </div>
  );
}

type NotRankableProps = {
  config: ReturnType<typeof configOf>;
  response: ReturnType<typeof responseOf>;
  onChange: KindFormProps["onChange"];
};

function NotRankable({ config, response, onChange }: NotRankableProps) {
  const t = useWords();
  const reason = response.notRankable;
  const reasons = config.notRankableReasons;
  return (
    <>
      <Button
        variant="quiet"
        aria-pressed={reason !== undefined}
        className={cn(reason !== undefined && "border-ink font-semibold text-ink")}
        onClick={() => onChange(setNotRankable(response, reason === undefined ? (reasons[0] ?? null) : null))}
      >
        {t("bar.cannotVerb")} <Kbd className="rank-key">N</Kbd>
      </Button>
      {reason === undefined ? null : (
        <Select
          aria-label={t("bar.why")}
          value={reason}
          className="w-auto"
          onChange={(event) => onChange(setNotRankable(response, event.currentTarget.value))}
        >
          {[...new Set([...reasons, reason])].map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </Select>
      )}
    </>
  );
}
