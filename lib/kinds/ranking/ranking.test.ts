import { describe, expect, it } from "vitest";
import type { KindItem, TaskAnswers } from "@/lib/kinds/contract";
import { aggregateRankings, rankingPreferences } from "@/lib/kinds/ranking/aggregate";
import { learnRanking, readImportedLabel, writeImportedLabel } from "@/lib/kinds/ranking/import-label";
import { parseVerdict } from "@/lib/kinds/ranking/judge";
import { ranking } from "@/lib/kinds/ranking/kind";
import { placeOf, readOrder, writeOrder } from "@/lib/kinds/ranking/notation";
import { rankingConfigSchema } from "@/lib/kinds/ranking/schema";
import type { RankingResponse } from "@/lib/kinds/ranking/schema";
import { createRandom } from "@/lib/ml/random/random";

const item: KindItem = { prompt: "p", candidates: ["a", "b", "c", "d"].map((text) => ({ text, model: null })) };
const config = rankingConfigSchema.parse({});
const answer = (groups: number[][], rest: Partial<RankingResponse> = {}): RankingResponse => ({
  groups,
  unranked: [0, 1, 2, 3].filter((ordinal) => !groups.flat().includes(ordinal)),
  ...rest,
});
const task = (...responses: RankingResponse[]): TaskAnswers<RankingResponse> => ({
  unitKey: "all",
  part: "",
  answers: responses.map((response, annotator) => ({ annotator, response })),
});
const fit = (...tasks: TaskAnswers<RankingResponse>[]) =>
  aggregateRankings({ tasks, annotators: Math.max(...tasks.map((one) => one.answers.length)), seed: 1 });

describe("rankings from a file", () => {
  it("name responses best first, and ties by a list within", () => {
    expect(readImportedLabel({ ranking: [3, 1, 2, 0] }, item, config)).toEqual({
      fits: true,
      unitKey: "all",
      response: answer([[3], [1], [2], [0]]),
    });
    expect(readImportedLabel({ ranking: [3, [1, 2], 0] }, item, config)).toMatchObject({ response: { groups: [[3], [1, 2], [0]] } });
    expect(readImportedLabel({ ranking: [3, 1] }, item, config)).toMatchObject({ response: { groups: [[3], [1]], unranked: [0, 2] } });
  });

  it("are refused where they contradict the item, and passed over where they are none", () => {
    expect(readImportedLabel({ ranking: [4, 0] }, item, config)).toMatchObject({ fits: false, refused: true });
    expect(readImportedLabel({ ranking: [0, 0] }, item, config)).toMatchObject({ fits: false, refused: true });
    expect(readImportedLabel({ ranking: "0>1" }, item, config)).toMatchObject({ fits: false, refused: true });
    expect(readImportedLabel({ ranking: null }, item, config)).toMatchObject({ fits: false, refused: false });
    expect(readImportedLabel({ choice: 1 }, item, config)).toMatchObject({ fits: false, refused: false });
  });

  it("may say that an item cannot be ranked", () => {
    expect(readImportedLabel({ ranking: [], not_rankable: true }, item, config)).toMatchObject({
      response: { groups: [], notRankable: "not rankable" },
    });
  });

  it("teach a new campaign what they use, and nothing where they use nothing new", () => {
    const learned = learnRanking(null, { ranking: [0, 1], flags: { "0": ["rude"] } }, item);
    expect(learned?.allowPartial).toBe(true);
    expect(learned?.flags.map((flag) => flag.name)).toContain("rude");
    expect(learnRanking(learned, { ranking: [1, [0, 2], 3] }, item)).toBe(learned);
    expect(learnRanking(null, { choice: 1 }, item)).toBeNull();
    expect(learnRanking(null, { ranking: [1, 0, 2, 3], aspect: "clarity" }, item)?.question.name).toBe("clarity");
  });

  it("bring flags: as many as a campaign can offer, and none where a response is listed without", () => {
    const labels = Array.from({ length: 15 }, (_, k) => ({ ranking: [0, 1, 2, 3], flags: { "0": [`flag ${k}`] } }));
    const learned = labels.reduce<ReturnType<typeof learnRanking>>((known, label) => learnRanking(known, label, item), null);
    expect(rankingConfigSchema.parse(learned).flags).toHaveLength(12);
    expect(readImportedLabel({ ranking: [0, 1, 2, 3], flags: { "0": [], "1": ["unsafe"] } }, item, config)).toMatchObject({
      response: { flags: { "1": ["unsafe"] } },
    });
    const read = readImportedLabel({ ranking: [0, 1, 2, 3], flags: { "0": [] } }, item, config);
    expect(read.fits && "flags" in read.response).toBe(false);
  });

  it("go there and back", () => {
    const response = answer([[2], [0, 1]], { flags: { "3": ["unsafe"] }, rationale: "short" });
    const label = writeImportedLabel("all", response);
    expect(label.ranking).toEqual([2, [0, 1]]);
    expect(readImportedLabel(label, item, config)).toEqual({ fits: true, unitKey: "all", response });
  });
});

describe("the notation", () => {
  it("reads what it writes, and places as in a race", () => {
    const shown = [2, 0, 3, 1];
    expect(writeOrder([[2], [0, 3], [1]], (ordinal) => "KLMN"[shown.indexOf(ordinal)] ?? "")).toBe("K > L = M > N");
    expect(readOrder("K > L = M > N", shown)).toEqual([[2], [0, 3], [1]]);
    expect(readOrder("K > K", shown)).toBeNull();
    expect(readOrder("A > B", shown)).toBeNull();
    // Two letters in one place, and a place without any, are no response.
    for (const unclear of ["KL > M", "M >", "> L", ""]) expect(readOrder(unclear, shown)).toBeNull();
    expect([0, 1, 2].map((group) => placeOf([[2], [0, 3], [1]], group))).toEqual([1, 2, 4]);
  });

  it("is what a judge must keep to", () => {
    const strict = { ...config, allowTies: false };
    expect(parseVerdict(config, "[[K > L]]", [0, 1, 2]).ok).toBe(false);
    expect(parseVerdict(strict, "[[K = L > M]]", [0, 1, 2]).ok).toBe(false);
    expect(parseVerdict({ ...config, notRankableReasons: [] }, "[[none]]", [0, 1, 2]).ok).toBe(false);
    expect(parseVerdict(strict, "[[M > K > L]]", [0, 1, 2])).toMatchObject({ ok: true, response: { groups: [[2], [0], [1]] } });
  });
});

describe("the consensus of rankings", () => {
  it("recovers planted orders from noisy annotators, and knows who follows the others", () => {
    const random = createRandom(8);
    const truth = [1.5, 0.5, -0.5, -1.5];
    const tasks = Array.from({ length: 60 }, (_, t) => {
      const worth = truth.map((_, k) => truth[(k + t) % 4] ?? 0);
      const draw = (noise: number): number[][] =>
        worth
          .map((value, ordinal) => ({ ordinal, value: value + noise * random.normal() }))
          .sort((a, b) => b.value - a.value)
          .map(({ ordinal }) => [ordinal]);
      return { worth, answers: task(answer(draw(0.5)), answer(draw(0.5)), answer(draw(0.5)), answer(draw(50))) };
    });
    const { consensus, reliability } = fit(...tasks.map(({ answers }) => answers));
    const right = consensus.filter(({ posterior }, t) => {
      const best = Object.entries(posterior).sort((a, b) => b[1] - a[1])[0]?.[0];
      return Number(best) === tasks[t]?.worth.indexOf(1.5);
    });
    expect(right.length).toBeGreaterThan(50);
    const [good, , , random4] = reliability.map((estimate) => estimate.value ?? 0);
    expect(good).toBeGreaterThan(0.6);
    expect(random4).toBeLessThan(good ?? 0);
    expect(random4).toBeCloseTo(0.5, 0);
  });

  it("ties what annotators tie, or order oppositely, and is surer the more agree", () => {
    const tied = fit(task(answer([[0], [1, 2], [3]]), answer([[0], [1, 2], [3]]), answer([[0], [1, 2], [3]])));
    expect(tied.consensus[0]?.choice).toBe("0 > 1 = 2 > 3");
    expect(fit(task(answer([[0], [1]]), answer([[1], [0]]))).consensus[0]?.choice).toBe("0 = 1");
    const one = fit(task(answer([[0], [1], [2], [3]]))).consensus[0];
    const five = fit(task(...Array.from({ length: 5 }, () => answer([[0], [1], [2], [3]])))).consensus[0];
    expect(five?.pChoice ?? 0).toBeGreaterThan(one?.pChoice ?? 1);
    expect(Object.values(one?.posterior ?? {}).reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 9);
  });

  it("counts those who found the item not rankable, and joins partial rankings", () => {
    const unable = answer([], { notRankable: "All of them are bad" });
    expect(fit(task(unable, unable, answer([[0], [1]]))).consensus[0]?.choice).toBe("not-rankable");
    const joined = fit(task(answer([[0], [1]]), answer([[1], [2]]), answer([[2], [3]]))).consensus[0];
    expect(joined?.choice).toBe("0 > 1 > 2 > 3");
  });

  it("hands on every strictly ordered pair, surer and wider apart the further they lie, and ties as ties", () => {
    const { consensus } = fit(task(...Array.from({ length: 3 }, () => answer([[2], [0, 1], [3]]))));
    const [value] = consensus;
    if (!value) throw new Error("no consensus");
    const outcomes = rankingPreferences([{ unitKey: "all", part: "", consensus: value }]);
    const examples = outcomes.flatMap((outcome) => ("example" in outcome ? [outcome.example] : []));
    expect(outcomes).toHaveLength(6);
    expect(outcomes.filter((outcome) => "none" in outcome && outcome.none === "tie")).toHaveLength(1);
    const of = (chosen: number, rejected: number) =>
      examples.find(
        (one) => "ordinal" in one.chosen && one.chosen.ordinal === chosen && "ordinal" in one.rejected && one.rejected.ordinal === rejected,
      );
    expect(of(2, 3)?.margin ?? 0).toBeGreaterThan(of(2, 0)?.margin ?? 1);
    expect(of(2, 3)?.pChosen ?? 0).toBeGreaterThan(0.5);
    expect(examples.every(({ weight }) => weight === 0.5)).toBe(true);
  });
});

describe("distance", () => {
  it("is Kendall's, and complete between an order and the verdict that there is none", () => {
    const kendall = ranking.distance(config, "overall");
    expect(kendall?.between(answer([[0], [1], [2], [3]]), answer([[0], [1], [3], [2]]))).toBeCloseTo(1 / 6, 12);
    expect(kendall?.between(answer([[0], [1]]), answer([], { notRankable: "bad" }))).toBe(1);
    expect(kendall?.chance(answer([[0], [1], [2], [3]]), answer([[3], [1], [0], [2]]))).toBe(0.5);
  });
});
