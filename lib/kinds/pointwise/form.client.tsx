"use client";

import type { CSSProperties, ReactNode } from "react";
import { answered } from "@/lib/kinds/pointwise/answered.client";
import type { KindForm, KindFormInput, KindFormProps } from "@/lib/kinds/contract";
import { Kbd } from "@/components/ui/kbd";
import { LetterMark } from "@/components/ui/side-mark";
import {
  activeOf,
  configOf,
  digitsOf,
  letterOf,
  missingOf,
  progressOf,
  ratingOf,
  responseOf,
  valueOfKey,
  withRating,
} from "@/lib/kinds/pointwise/answering";
import type { PointwiseResponse, Scale } from "@/lib/kinds/pointwise/schema";
import { ScaleField } from "@/lib/kinds/pointwise/scale-field.client";
import { useWords, wordsIn } from "@/lib/kinds/pointwise/words.client";
import "@/lib/kinds/pointwise/form.css";
import "@/lib/kinds/pointwise/scales.css";

const press = (input: KindFormInput, key: string): PointwiseResponse | undefined => {
  const response = responseOf(input.response);
  const active = activeOf(configOf(input.config), input.shownOrder, response);
  const value = active && valueOfKey(active.scale, key, undefined);
  return active && value !== null && value !== undefined ? withRating(response, active.ordinal, active.scale, value) : undefined;
};

/** Under a text that lies beside others; more scales than these would leave too little of it. */
const mostScalesBelow = 3;

/** Each response with its scales beside it; with few scales all responses beside each other, as far as there is width, each with its scales below. */
function Responses({
  config: value,
  shownOrder,
  response: draft,
  onChange,
  renderText,
}: KindFormProps & { renderText: (ordinal: number) => ReactNode }) {
  const t = useWords();
  const config = configOf(value);
  const response = responseOf(draft);
  const active = activeOf(config, shownOrder, response);
  const several = shownOrder.length > 1;
  // A few scales leave the texts above them room; beside many, texts and scales share the height better.
  const across = several && config.scales.length <= mostScalesBelow;
  const style: CSSProperties & Record<"--scales", number> = { "--scales": config.scales.length };
  return (
    <div className="rate-frame">
      <div className="rate" data-several={several || undefined} data-across={across || undefined} style={style}>
        {shownOrder.map((ordinal, place) => (
          <article key={ordinal} className="rate-response" aria-label={several ? t("response", { letter: letterOf(place) }) : t("only")}>
            <div className="rate-text" tabIndex={0} role="group" aria-label={t("text")}>
              {several ? (
                <header className="rate-letter">
                  <LetterMark letter={letterOf(place)} />
                </header>
              ) : null}
              {renderText(ordinal)}
            </div>
            <div className="rate-scales" role="group" aria-label={several ? t("ratingsOf", { letter: letterOf(place) }) : t("ratings")}>
              {config.scales.map((scale) => (
                <ScaleField
                  key={scale.name}
                  scale={scale}
                  value={ratingOf(response, ordinal, scale)}
                  active={active?.ordinal === ordinal && active.scale === scale}
                  onRate={(rating) => onChange(withRating(response, ordinal, scale, rating))}
                />
              ))}
            </div>
          </article>
        ))}
      </div>
    </div>
  );
}

/** How far the answer is, and what the next digit answers. */
function Answers({ config: value, shownOrder, response: draft }: KindFormProps) {
  const t = useWords();
  const config = configOf(value);
  const response = responseOf(draft);
  const { given, all } = progressOf(config, shownOrder, response);
  const active = activeOf(config, shownOrder, response);
  const digits = active && digitsOf(active.scale);
  return (
    <div className="rate-bar">
      <span className="num">{t("progress", { given, all })}</span>
      {active && given < all ? (
        // Below a text of many pages a scale is far away.
        <button type="button" className="rate-next" onClick={({ currentTarget }) => showActive(currentTarget)}>
          {shownOrder.length > 1 ? t("nextOf", { letter: letterOf(shownOrder.indexOf(active.ordinal)) }) : t("next")}{" "}
          <b>{active.scale.title}</b>{" "}
          {digits ? (
            <span className="rate-key">
              <Kbd>{digits[0]}</Kbd>–<Kbd>{digits[1]}</Kbd>
            </span>
          ) : null}
        </button>
      ) : null}
    </div>
  );
}

const showActive = (from: HTMLElement): void =>
  from.closest("main, [role=dialog]")?.querySelector(".rate-scale[data-active]")?.scrollIntoView({ block: "center" });

/** One choice and no more; of sliders, numbers, texts and several labels nobody but their annotator knows when they are done. */
const answeredAtOnce = (scale: Scale): boolean =>
  scale.type === "likert" || scale.type === "yes-no" || (scale.type === "labels" && !scale.several);

export const pointwiseForm: KindForm = {
  missing: ({ config, shownOrder, response }) => missingOf(configOf(config), shownOrder, responseOf(response)),
  full: ({ config: value, shownOrder, response: given }) => {
    const config = configOf(value);
    const { given: done, all } = progressOf(config, shownOrder, responseOf(given));
    return done === all && config.scales.every(answeredAtOnce);
  },
  press,
  answered,
  keys: (_config, locale) => {
    const t = wordsIn(locale);
    return [
      { key: "0 – 9", does: t("keys.digits") },
      { key: "Tab", does: t("keys.tab") },
      { key: "← →", does: t("keys.arrows") },
    ];
  },
  help: (value) => configOf(value).scales.flatMap(({ name, title, help }) => (help === "" ? [] : [{ name, title, help }])),
  Answers,
  Responses,
};
