import type { FormatFixture } from "@/lib/imports/formats/contract";

const rated = (coherence: number, fluency: number) => ({ coherence, consistency: 5, fluency, relevance: 3 });
const summary = (model: string, decoded: string, experts: unknown[], turkers: unknown[]) => ({
  id: "dm-test-1",
  decoded,
  expert_annotations: experts,
  turker_annotations: turkers,
  references: ["A fox jumped."],
  model_id: model,
  filepath: "cnndm/dailymail/stories/1.story",
  text: "A quick fox jumped over a dog that slept.",
});
const label = (annotator: string, response: number, ratings: Record<string, number>) => ({
  annotator: `summeval, ${annotator}`,
  kind: "human",
  response,
  ratings,
});

export const fixtures: FormatFixture[] = [
  {
    about: "two models' summaries of one article, by experts and crowd workers, and one of another",
    records: [
      summary("M11", "A fox jumped over a dog.", [rated(2, 4), rated(1, 5)], [rated(3, 3)]),
      summary("M13", "A dog slept.", [rated(5, 4)], []),
      { ...summary("M11", "Rain fell.", [], [rated(4, 4)]), id: "dm-test-2", text: "It rained." },
    ],
    rows: [
      {
        id: "dm-test-1",
        prompt: "A quick fox jumped over a dog that slept.",
        responses: [
          { text: "A fox jumped over a dog.", model: "M11" },
          { text: "A dog slept.", model: "M13" },
        ],
        labels: [
          label("expert 1", 0, rated(2, 4)),
          label("expert 2", 0, rated(1, 5)),
          label("turker 1", 0, rated(3, 3)),
          label("expert 1", 1, rated(5, 4)),
        ],
        meta: { references: ["A fox jumped."], filepath: "cnndm/dailymail/stories/1.story" },
      },
      {
        id: "dm-test-2",
        prompt: "It rained.",
        responses: [{ text: "Rain fell.", model: "M11" }],
        labels: [label("turker 1", 0, rated(4, 4))],
        meta: { references: ["A fox jumped."], filepath: "cnndm/dailymail/stories/1.story" },
      },
    ],
  },
  {
    about: "all systems' summaries of an article in a list, with the experts' mean ratings, as MTEB has it",
    records: [
      {
        id: "cnn-1",
        text: "A quick fox jumped.",
        machine_summaries: ["A fox.", "A dog."],
        human_summaries: ["A fox jumped."],
        relevance: [4.33, 1],
        coherence: [5, 1.67],
        fluency: [5, null],
        consistency: [5, 1],
      },
    ],
    rows: [
      {
        id: "cnn-1",
        prompt: "A quick fox jumped.",
        responses: [{ text: "A fox." }, { text: "A dog." }],
        labels: [
          label("experts", 0, { relevance: 4.33, coherence: 5, fluency: 5, consistency: 5 }),
          label("experts", 1, { relevance: 1, coherence: 1.67, consistency: 1 }),
        ],
        meta: { human_summaries: ["A fox jumped."] },
      },
    ],
  },
];
