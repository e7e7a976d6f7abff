import { describe, expect, it } from "vitest";
import { createRandom } from "@/lib/ml/random/random";
import { measureJudge, measurePeople, yardstickOf } from "@/lib/routing/measure-arms";
import { humanReliability } from "@/lib/routing/observe-units";
import type { JudgeAnswer, Unit } from "@/lib/routing/observe-units";

const said = (label: string): JudgeAnswer => ({ label, side: 1, inconsistent: false, strength: null, dissent: null });

/** Units of two classes without known answers, a judge right with .8, people with chances of their own where `asked` says that they answer. */
const world = (seed: number, units: number, people: Record<string, number>, asked: (unit: number, name: string) => boolean): Unit[] => {
  const random = createRandom(seed);
  const answer = (right: number): string => (random.uniform() < right ? "1" : "0");
  return Array.from({ length: units }, (_, index): Unit => {
    const votes = new Map(Object.entries(people).flatMap(([name, right]) => (asked(index, name) ? [[name, answer(right)] as const] : [])));
    const task = { taskId: `${index}`, itemId: `${index}`, item: "", title: "", unitKey: "0-1", promptHash: `${index}`, promptChars: 1 };
    const model = { modelMargin: null, modelSpread: null, ordinals: [0, 1] };
    return { ...task, ...model, tags: [], judges: new Map([["judge", said(answer(0.8))]]), people: [...votes.values()], votes, gold: null };
  });
};

const worlds = (people: Record<string, number>, asked: (unit: number, name: string) => boolean) =>
  Array.from({ length: 4 }, (_, seed) => {
    const units = world(seed, 1_500, people, asked);
    return { units, yardstick: yardstickOf(units, humanReliability(units, "judge"), "judge") };
  });

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("how often arms are right where no truth is known", () => {
  it("takes people as the plan does, and tells an expert who labels everything from a crowd that meets nobody else", () => {
    const weak = { a: 0.65, b: 0.65, c: 0.65 };
    const found = worlds(
      { expert: 0.95, ...weak },
      (unit, name) => name === "expert" || (unit % 5 === 0 && name === "abc"[(unit / 5) % 3]),
    );
    const { units, yardstick } = found[0] ?? { units: [], yardstick: null };
    expect(yardstick?.right).toBe(humanReliability(units, "judge").value);
    const of = (mine: (name: string) => boolean): number =>
      mean(found.map((one) => measurePeople(one.units, mine, one.yardstick).right.value));
    expect(Math.abs(of((name) => name === "expert") - 0.95)).toBeLessThan(0.05);
    expect(Math.abs(of((name) => name in weak) - 0.65)).toBeLessThan(0.05);
    expect(Math.abs(mean(found.map((one) => measureJudge(one.units, "judge", one.yardstick, 0.75).right.value)) - 0.8)).toBeLessThan(0.05);
  });

  it("holds a judge against each of two people, whose majority is no better than both of them agreeing", () => {
    const found = worlds({ a: 0.75, b: 0.75 }, () => true);
    const judge = mean(found.map((one) => measureJudge(one.units, "judge", one.yardstick, 0.75).right.value));
    expect(Math.abs(judge - 0.8)).toBeLessThan(0.05);
    const person = mean(found.map((one) => measurePeople(one.units, (name) => name === "a", one.yardstick).right.value));
    expect(Math.abs(person - 0.75)).toBeLessThan(0.05);
  });
});
