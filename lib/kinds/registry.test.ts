import { describe, expect, it } from "vitest";
import type { KindItem } from "@/lib/kinds/contract";
import { kindOf, kinds } from "@/lib/kinds/registry";
import { majorityVote } from "@/lib/ml/annotators/majority-vote";

describe.each(Object.entries(kinds))("kind %s", (id, kind) => {
  const { config, items } = kind.fixtures;
  const itemAt = (index: number | undefined): KindItem => {
    const item = items[index ?? 0];
    if (!item) throw new Error(`a fixture names item ${index}, which is not there`);
    return item;
  };

  it("is named as it is registered and brings a guide", () => {
    expect(kind.id).toBe(id);
    expect(kind.guide.trim().startsWith("#")).toBe(true);
    expect(kind.configSchema.parse(kind.defaultConfig)).toEqual(kind.defaultConfig);
    expect(kind.configSchema.parse(config)).toEqual(config);
    expect(kind.questions(kind.defaultConfig).length).toBeGreaterThan(0);
    for (const { name } of kind.questions(config)) expect(["nominal", "ordinal", "interval", "ratio"]).toContain(kind.level(config, name));
  });

  it("takes its items, units and good answers", () => {
    for (const item of items) {
      expect(kind.checkItem(config, item)).toBeNull();
      for (const unit of kind.units(config, item.candidates.length)) {
        expect(kind.unitOrdinals(unit, item.candidates.length).length).toBeGreaterThan(0);
        expect(kind.expectedSeconds(config, item, unit)).toBeGreaterThan(0);
      }
    }
    for (const { unitKey, response, item } of kind.fixtures.good) {
      const parsed = kind.responseSchema.parse(response);
      expect(kind.check(config, unitKey, parsed)).toEqual([]);
      expect(kind.checkAgainst?.(config, unitKey, parsed, itemAt(item)) ?? []).toEqual([]);
      expect(kind.describe(config, unitKey, parsed)).not.toBe("");
      for (const form of kind.normalise(config, unitKey, response)) {
        const classes = kind.classes(config, unitKey, form.question);
        if (classes) expect(classes).toContain(kind.label(form));
      }
    }
  });

  it("has classes or an aggregation of its own for every question that its answers touch", () => {
    for (const { unitKey, response } of kind.fixtures.good)
      for (const form of kind.normalise(config, unitKey, response))
        expect(kind.classes(config, unitKey, form.question) === null).toBe(kind.aggregator(config, form.question) !== null);
  });

  it.each(kind.fixtures.bad)("refuses an answer: $why", ({ unitKey, response, item }) => {
    const parsed = kind.responseSchema.safeParse(response);
    const reasons = parsed.success
      ? [...kind.check(config, unitKey, parsed.data), ...(kind.checkAgainst?.(config, unitKey, parsed.data, itemAt(item)) ?? [])]
      : ["not an answer"];
    expect(reasons).not.toEqual([]);
  });

  it("export then import is the identity", () => {
    for (const { unitKey, response, item } of kind.fixtures.good)
      expect(kind.fromImport(kind.toImport(unitKey, response), itemAt(item), config)).toEqual({ fits: true, unitKey, response });
  });

  it("recovers a planted answer from most of its labels", () => {
    for (const { unitKey, response } of kind.fixtures.good) {
      const forms = kind.normalise(config, unitKey, response);
      for (const form of forms) {
        const classes = kind.classes(config, unitKey, form.question);
        if (classes && classes.length > 1) {
          const planted = classes.indexOf(kind.label(form));
          const fit = majorityVote({
            tasks: 1,
            annotators: 3,
            classes: classes.length,
            task: new Int32Array(3),
            annotator: Int32Array.from([0, 1, 2]),
            label: Int32Array.from([planted, planted, (planted + 1) % classes.length]),
          });
          expect(fit.winner[0]).toBe(planted);
        }
      }
    }
  });

  it("its own aggregation gives back what all say", () => {
    for (const { unitKey, response } of kind.fixtures.good) {
      for (const { question, part } of kind.normalise(config, unitKey, response)) {
        const own = kind.aggregator(config, question);
        if (!own) continue;
        const once = own.fit({ tasks: [{ unitKey, part, answers: [{ annotator: 0, response }] }], annotators: 1, seed: 1 });
        const answers = [0, 1, 2].map((annotator) => ({ annotator, response }));
        const thrice = own.fit({ tasks: [{ unitKey, part, answers }], annotators: 3, seed: 1 });
        expect(thrice.consensus[0]?.choice).toBe(once.consensus[0]?.choice);
        expect(thrice.consensus[0]?.labels).toBe(3);
        expect(thrice.reliability).toHaveLength(3);
        expect(() => JSON.stringify(thrice.consensus[0]?.detail)).not.toThrow();
      }
    }
  });

  it("measures an answer as no distance from itself", () => {
    for (const { unitKey, response } of kind.fixtures.good) {
      for (const { question } of kind.normalise(config, unitKey, response)) {
        const distance = kind.distance(config, question);
        if (!distance) continue;
        expect(distance.between(response, response)).toBe(0);
        expect(distance.chance(response, response)).toBeGreaterThanOrEqual(0);
        expect(distance.chance(response, response)).toBeLessThanOrEqual(1);
      }
    }
  });

  it("asks a judge and reads its replies", () => {
    const item = itemAt(0);
    const [unit] = kind.units(config, item.candidates.length);
    if (unit === undefined) throw new Error("a kind needs a unit");
    const shownOrder = kind.unitOrdinals(unit, item.candidates.length);
    const { instructions, responses } = kind.judge.prompt({ guide: kind.guide, config, item, unitKey: unit, shownOrder });
    expect(instructions).toContain(kind.guide);
    expect(responses.map(({ text }) => text)).toEqual(shownOrder.map((ordinal) => item.candidates[ordinal]?.text));
    for (const { reply, unitKey, shownOrder: order, labels, item: index } of kind.fixtures.judgeReplies) {
      const verdict = kind.judge.parse(config, reply, unitKey, order, itemAt(index));
      expect(verdict.ok && kind.normalise(config, unitKey, verdict.response).map(kind.label)).toEqual(labels);
    }
    expect(kind.judge.parse(config, "I like both.", unit, shownOrder, item).ok).toBe(false);
  });
});

it("names the known kinds where one is unknown", () => {
  expect(() => kindOf("essay")).toThrow(/pairwise/);
});
