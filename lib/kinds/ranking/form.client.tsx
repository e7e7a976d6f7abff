"use client";

import type { KindForm } from "@/lib/kinds/contract";
import { answered } from "@/lib/kinds/ranking/answered.client";
import { configOf, missing, press } from "@/lib/kinds/ranking/answering";
import { Board } from "@/lib/kinds/ranking/board.client";
import "@/lib/kinds/ranking/form.css";
import "@/lib/kinds/ranking/board.css";
import "@/lib/kinds/ranking/board-rows.css";
import { OrderBar } from "@/lib/kinds/ranking/order-bar.client";
import { wordsIn } from "@/lib/kinds/ranking/words.client";

export const rankingForm: KindForm = {
  missing,
  press,
  answered,
  keys: (value, locale) => {
    const config = configOf(value);
    const t = wordsIn(locale);
    return [
      { key: "1 – 9, 0", does: t("keys.digits") },
      ...(config.allowTies ? [{ key: "T", does: t("keys.tie") }] : []),
      { key: "W", does: t("keys.rest") },
      { key: "⌫", does: t("keys.back") },
      ...(config.notRankableReasons.length > 0 ? [{ key: "N", does: t("keys.cannot") }] : []),
      { key: "O", does: t("keys.view") },
      { key: t("keys.space"), does: t("keys.lift") },
    ];
  },
  Answers: OrderBar,
  Responses: Board,
};
