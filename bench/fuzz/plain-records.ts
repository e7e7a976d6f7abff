/** Records of no format, whose columns are read by their names: each a row of another shape, with answers of all sorts. */

const pair = { prompt: "What colour?", response_a: "Blue.", response_b: "Seven." };
const lone = { prompt: "What colour?", response: "Blue." };
const three = { prompt: "What colour?", response_1: "Blue.", response_2: "Seven.", response_3: "Grey." };

export const plainRecords: Record<string, unknown>[][] = [
  [
    { ...pair, votes: ["A", "B", "tie"] },
    { ...pair, votes: ["B"] },
  ],
  [
    { ...pair, scores: [4, 2.5] },
    { ...pair, scores: [1, 5] },
  ],
  [
    { ...pair, annotation: { annotator: "ann", choice: "A", reason: "It is." } },
    { ...pair, annotation: { annotator: "bob", choice: "tie" } },
  ],
  [
    {
      ...pair,
      annotations: [
        { annotator: "ann", label: "A" },
        { annotator: "bob", label: "B" },
      ],
    },
    { ...pair, annotations: [{ annotator: "eve", label: "tie" }] },
  ],
  [
    { ...pair, votes: { ann: "A", bob: "B" } },
    { ...pair, votes: { ann: "B" } },
  ],
  [
    { ...three, rank_1: 1, rank_2: 3, rank_3: 2 },
    { ...three, rank_1: 2, rank_2: 1, rank_3: 1 },
  ],
  [
    { ...pair, a_is_better: true, annotator: "ann" },
    { ...pair, a_is_better: false, annotator: "bob" },
  ],
  [
    { ...lone, ratings: { ann: 4, bob: 3 } },
    { ...lone, ratings: { eve: 5 } },
  ],
  [
    { ...lone, rater_1: "4/5", rater_2: "3/5" },
    { ...lone, rater_1: "1/5", rater_2: "" },
  ],
  [
    { ...pair, votes_a: 3, votes_b: 1, ties: 0, helpful_pref: "A" },
    { ...pair, votes_a: 0, votes_b: 2, ties: 1, helpful_pref: "B" },
  ],
];
