import { describe, expect, it } from "vitest";
import { kindOf, kinds } from "@/lib/kinds/registry";
import { majorityVote } from "@/lib/ml/annotators/majority-vote";

describe.each(Object.entries(kinds))("kind %s", (id, kind) => {
  const config = kind.defaultConfig;

  it("is named as it is registered and brings a guide", () => {
    expect(kind.id).toBe(id);
    expect(kind.guide.trim().startsWith("#")).toBe(true);
    expect(kind.configSchema.parse(config)).toEqual(config);
    expect(kind.questions(config).length).toBeGreaterThan(0);
  });

  it("takes its items, units and good answers", () => {
    for (const item of kind.fixtures.items) {
      expect(kind.checkItem(item)).toBeNull();
      expect(kind.expectedSeconds(item)).toBeGreaterThan(0);
      for (const unit of kind.units(item.candidates.length))
        expect(kind.unitOrdinals(unit, item.candidates.length).length).toBeGreaterThan(0);
    }
    for (const { unitKey, response } of kind.fixtures.good) {
      expect(kind.check(config, unitKey, kind.responseSchema.parse(response))).toEqual([]);
      for (const form of kind.normalise(unitKey, response)) expect(kind.classes(config, unitKey)).toContain(kind.label(form));
    }
  });

  it.each(kind.fixtures.bad)("refuses an answer: $why", ({ unitKey, response }) => {
    const parsed = kind.responseSchema.safeParse(response);
    expect(parsed.success ? kind.check(config, unitKey, parsed.data).length : 1).toBeGreaterThan(0);
  });

  it("export then import is the identity", () => {
    for (const { unitKey, response } of kind.fixtures.good) {
      const count = Math.max(...kind.unitOrdinals(unitKey, 10)) + 1;
      expect(kind.fromImport(kind.toImport(unitKey, response), count)).toEqual({ fits: true, unitKey, response });
    }
  });

  it("recovers a planted answer from most of its labels", () => {
    const good = kind.fixtures.good[0];
    if (!good) throw new Error("a kind needs a good fixture");
    const classes = kind.classes(config, good.unitKey);
    const planted = kind.normalise(good.unitKey, good.response).map((form) => classes.indexOf(kind.label(form)))[0] ?? -1;
    const other = (planted + 1) % classes.length;
    const label = Int32Array.from([planted, planted, other]);
    const fit = majorityVote({
      tasks: 1,
      annotators: 3,
      classes: classes.length,
      task: new Int32Array(3),
      annotator: Int32Array.from([0, 1, 2]),
      label,
    });
    expect(fit.winner[0]).toBe(planted);
  });

  it("asks a judge and reads its replies", () => {
    const item = kind.fixtures.items[0];
    const unit = item && kind.units(item.candidates.length)[0];
    if (!item || unit === undefined) throw new Error("a kind needs an item");
    const shownOrder = kind.unitOrdinals(unit, item.candidates.length);
    const messages = kind.judge.prompt({ guide: kind.guide, config, item, unitKey: unit, shownOrder });
    for (const ordinal of shownOrder)
      expect(messages.map((message) => message.content).join("\n")).toContain(item.candidates[ordinal]?.text);
    for (const { reply, unitKey, shownOrder: order, label } of kind.fixtures.judgeReplies) {
      const verdict = kind.judge.parse(reply, unitKey, order);
      expect(verdict.ok && kind.normalise(unitKey, verdict.response).map(kind.label)).toEqual([label]);
    }
    expect(kind.judge.parse("I like both.", unit, shownOrder).ok).toBe(false);
  });
});

it("names the known kinds where one is unknown", () => {
  expect(() => kindOf("essay")).toThrow(/pairwise/);
});
