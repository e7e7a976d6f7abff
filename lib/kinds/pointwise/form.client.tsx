"use client";

import type { ReactNode } from "react";
import type { KindForm, KindFormInput, KindFormProps } from "@/lib/kinds/contract";
import { Kbd } from "@/components/ui/kbd";
import { activeOf, digitsOf, emptyRatings, missingOf, progressOf, ratingOf, valueOfKey, withRating } from "@/lib/kinds/pointwise/answering";
import { pointwiseConfigSchema, pointwiseResponseSchema } from "@/lib/kinds/pointwise/schema";
import type { PointwiseConfig, PointwiseResponse } from "@/lib/kinds/pointwise/schema";
import { ScaleField } from "@/lib/kinds/pointwise/scale-field.client";
import "@/lib/kinds/pointwise/form.css";

const configOf = (value: unknown): PointwiseConfig => pointwiseConfigSchema.parse(value);

/** A draft may be half an answer, or of an earlier form: what cannot be read counts as nothing yet. */
const responseOf = (value: unknown): PointwiseResponse => pointwiseResponseSchema.safeParse(value).data ?? emptyRatings;

const press = (input: KindFormInput, key: string): PointwiseResponse | undefined => {
  const response = responseOf(input.response);
  const active = activeOf(configOf(input.config), input.shownOrder, response);
  const value = active && valueOfKey(active.scale, key, undefined);
  return active && value !== null && value !== undefined ? withRating(response, active.ordinal, active.scale, value) : undefined;
};

/** Each response with its scales beside it. */
function Responses({
  config: value,
  shownOrder,
  response: draft,
  onChange,
  renderText,
}: KindFormProps & { renderText: (ordinal: number) => ReactNode }) {
  const config = configOf(value);
  const response = responseOf(draft);
  const active = activeOf(config, shownOrder, response);
  const several = shownOrder.length > 1;
  return (
    <div className="rate" data-several={several || undefined}>
      {shownOrder.map((ordinal, place) => (
        <article key={ordinal} className="rate-response" aria-label={several ? `Response ${place + 1}` : "Response"}>
          <div className="rate-text" tabIndex={0} role="group" aria-label="Text">
            {several ? <header className="rate-number-tile">{place + 1}</header> : null}
            {renderText(ordinal)}
          </div>
          <div className="rate-scales" role="group" aria-label={several ? `Ratings of response ${place + 1}` : "Ratings"}>
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
  );
}

/** How far the answer is, and what the next digit answers. */
function Answers({ config: value, shownOrder, response: draft }: KindFormProps) {
  const config = configOf(value);
  const response = responseOf(draft);
  const { given, all } = progressOf(config, shownOrder, response);
  const active = activeOf(config, shownOrder, response);
  const digits = active && digitsOf(active.scale);
  const where = active && shownOrder.length > 1 ? ` of response ${shownOrder.indexOf(active.ordinal) + 1}` : "";
  return (
    <div className="rate-bar">
      <span className="num">
        {given} of {all} answered
      </span>
      {active && given < all ? (
        <span className="rate-next">
          Next{where}: <b>{active.scale.title}</b>{" "}
          {digits ? (
            <span className="rate-key">
              <Kbd>{digits[0]}</Kbd>–<Kbd>{digits[1]}</Kbd>
            </span>
          ) : null}
        </span>
      ) : null}
    </div>
  );
}

export const pointwiseForm: KindForm = {
  missing: ({ config, shownOrder, response }) => missingOf(configOf(config), shownOrder, responseOf(response)),
  press,
  keys: () => [
    { key: "0 – 9", does: "Answer the marked scale, or the one that has the focus" },
    { key: "Tab", does: "To the next scale" },
    { key: "← →", does: "Move on the scale that has the focus" },
  ],
  help: (value) => configOf(value).scales.flatMap(({ name, title, help }) => (help === "" ? [] : [{ name, title, help }])),
  Answers,
  Responses,
};
