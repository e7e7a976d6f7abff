import type { KindDefinition } from "@/lib/kinds/contract";
import { rankingConfigSchema } from "@/lib/kinds/ranking/schema";
import type { RankingConfig, RankingResponse } from "@/lib/kinds/ranking/schema";

/** Examples that every kind must bring: the contract test runs over them. */
export const rankingFixtures: KindDefinition<RankingConfig, RankingResponse>["fixtures"] = {
  items: [
    {
      prompt: "Why does the Moon look large at the horizon?",
      candidates: [
        { text: "Because of what stands beside it; hold a coin against it and see.", model: "small" },
        { text: "The air magnifies it.", model: "large" },
        { text: "It is an illusion, and nobody fully agrees on how it works.", model: null },
        { text: "Because it is nearer.", model: null },
      ],
    },
    {
      prompt: [{ role: "user", content: "Name a prime above ten." }],
      candidates: [
        { text: "11", model: null },
        { text: "12", model: null },
      ],
    },
  ],
  config: rankingConfigSchema.parse({ allowPartial: true }),
  good: [
    { unitKey: "all", response: { groups: [[2], [0], [1], [3]], unranked: [] } },
    {
      unitKey: "all",
      response: {
        groups: [
          [0, 2],
          [1, 3],
        ],
        unranked: [],
        rationale: "The others are wrong.",
      },
    },
    { unitKey: "all", response: { groups: [[2], [0, 1]], unranked: [3], flags: { "3": ["off-topic"] } } },
    { unitKey: "all", response: { groups: [], unranked: [0, 1, 2, 3], notRankable: "All of them are bad" } },
    { unitKey: "all", response: { groups: [[0], [1]], unranked: [] }, item: 1 },
  ],
  bad: [
    { unitKey: "all", response: { groups: [], unranked: [0, 1, 2, 3] }, why: "nothing was placed" },
    { unitKey: "all", response: { groups: [[2]], unranked: [0, 1, 3] }, why: "one response alone is no order" },
    { unitKey: "all", response: { groups: [[2], [2], [0], [1], [3]], unranked: [] }, why: "placed twice" },
    { unitKey: "all", response: { groups: [[2], [0], [1]], unranked: [] }, why: "one response is nowhere" },
    { unitKey: "all", response: { groups: [[2], [0], [1], [3], [4]], unranked: [] }, why: "a response that the item has not" },
    { unitKey: "all", response: { groups: [[0], [], [1, 2, 3]], unranked: [] }, why: "an empty place" },
    { unitKey: "all", response: { groups: [["K"], ["L"]], unranked: [] }, why: "letters are not stored" },
    { unitKey: "all", response: { groups: [[0], [1, 2, 3]], unranked: [], notRankable: "no" }, why: "both ranked and not rankable" },
    { unitKey: "all", response: { groups: [[0], [1, 2, 3]], unranked: [], flags: { "1": ["boring"] } }, why: "an unknown flag" },
  ],
  judgeReplies: [
    {
      reply: "The third is honest. [[M > K = L > N]]",
      unitKey: "all",
      shownOrder: [0, 1, 2, 3],
      labels: ["0=1", "2>0", "0>3", "2>1", "1>3", "2>3"],
    },
    { reply: "[[L > K]] at first sight, but no: [[k > l]]", unitKey: "all", shownOrder: [1, 0], labels: ["1>0"] },
    { reply: "Nothing here answers. [[none: all wrong]]", unitKey: "all", shownOrder: [0, 1], labels: ["not-rankable"] },
  ],
};
