import { expect, test } from "vitest";
import { kindOf } from "@/lib/kinds/registry";
import { answered as pairwise } from "@/lib/kinds/pairwise/answered.client";
import { answered as pointwise } from "@/lib/kinds/pointwise/answered.client";
import { answered as ranking } from "@/lib/kinds/ranking/answered.client";
import { answered as segment } from "@/lib/kinds/segment/answered.client";
import type { KindId } from "@/lib/kinds/registry";

const words = { pairwise, pointwise, ranking, segment } satisfies Record<KindId, unknown>;
const said = (kind: KindId, config: unknown, response: unknown, shownOrder: number[], unitKey = "", locale: "en" | "de" = "en"): string =>
  words[kind]({ config: kindOf(kind).configSchema.parse(config), unitKey, shownOrder, response }, locale);
const ids = ["pairwise", "pointwise", "ranking", "segment"] as const;

test("an answer is told with the sides and letters that its annotator saw", () => {
  const slightly = { answers: { overall: { choice: 0, strength: -0.5 } } };
  const one = { questions: [{ name: "overall", title: "Which is better?", overall: true }] };
  expect(said("pairwise", one, slightly, [0, 1], "0-1")).toBe("A slightly better");
  expect(said("pairwise", one, slightly, [1, 0], "0-1")).toBe("B slightly better");
  expect(said("pairwise", one, slightly, [1, 0], "0-1", "de")).toBe("B etwas besser");
  const two = { questions: [...one.questions, { name: "safe", title: "Safer", overall: false }] };
  const both = { answers: { ...slightly.answers, safe: { choice: "tie", strength: 0 } } };
  expect(said("pairwise", two, both, [1, 0], "0-1")).toBe("Which is better? B slightly · Safer: same");

  const order = { groups: [[2], [0, 1]], unranked: [] };
  expect(said("ranking", {}, order, [2, 0, 1])).toBe("K > L = M");
  expect(said("ranking", {}, { groups: [], unranked: [0, 1], notRankable: "broken" }, [0, 1])).toBe("cannot be ranked: broken");

  const scales = [
    { type: "likert", name: "tone", title: "Tone", from: 1, to: 5 },
    { type: "yes-no", name: "safe", title: "Safe" },
  ];
  const rated = { ratings: { "1": { tone: 4, safe: true } } };
  expect(said("pointwise", { scales }, rated, [1], "1")).toBe("Tone: 4 · Safe: Yes");
  expect(said("pointwise", { scales }, { ratings: { "1": { safe: "Yes" } } }, [1], "1")).toBe("Safe: Yes");
  const all = { ratings: { "0": { tone: 2 }, "1": { tone: 4, safe: false } } };
  expect(said("pointwise", { scales, about: "item" }, all, [1, 0], "all", "de")).toBe("K: Tone: 4, Safe: Nein · L: Tone: 2");

  const spans = [{ start: 0, end: 3, text: "The", replacement: "A" }];
  const text = { sha256: "0".repeat(64), length: 7 };
  expect(said("segment", {}, { text, spans, correction: "A end" }, [0], "0")).toBe("1 correction");
  expect(said("segment", {}, { text, noError: true }, [0], "0")).toBe("Nothing to correct");
  expect(said("segment", {}, { text, critique: "Bad." }, [0], "0")).toBe("“Bad.”");
});

test("every kind has words for each of its own good answers", () => {
  for (const id of ids) {
    const { fixtures, unitOrdinals } = kindOf(id);
    for (const { unitKey, response, item = 0 } of fixtures.good) {
      const shownOrder = unitOrdinals(unitKey, fixtures.items[item]?.candidates.length ?? 0);
      for (const locale of ["en", "de"] as const) expect(said(id, fixtures.config, response, shownOrder, unitKey, locale)).not.toBe("");
    }
  }
});
