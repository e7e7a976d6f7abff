import type { FormatFixture } from "@/lib/imports/formats/contract";

const candidate = (model: string, text: string, bleu: number) => ({ decoding_method: "top_p_sampling", model, text, scores: { bleu } });
const candidates = [candidate("one", "Blue.", 1), candidate("two", "Red.", 2), candidate("three", "Seven.", 3)];
const responses = candidates.map(({ text, model }) => ({ text, model }));
const scores = candidates.map((one) => one.scores);
const judge = { annotator: "chatgpt", kind: "lm" };

export const fixtures: FormatFixture[] = [
  {
    about: "verdicts on pairs, as an object and as the text of one",
    records: [
      {
        id: "u/1",
        instruction: "",
        input: "Colour?",
        output: "Green.",
        candidates,
        cmp_results: { "one,two": "A is better", "three,one": "B is better" },
      },
      {
        id: "u/2",
        instruction: "Name",
        input: "a colour",
        output: "",
        candidates,
        cmp_results: JSON.stringify({ "one,two": "Same good", "two,three": "Same bad" }),
      },
      { id: "u/3", instruction: "Name", input: "", candidates, cmp_results: null },
    ],
    rows: [
      {
        id: "u/1",
        prompt: "Colour?",
        responses,
        labels: [
          { ...judge, pair: [0, 1], choice: 0 },
          { ...judge, pair: [2, 0], choice: 0 },
        ],
        meta: { reference: "Green.", scores },
      },
      {
        id: "u/2",
        prompt: "Name\n\na colour",
        responses,
        labels: [
          { ...judge, pair: [0, 1], choice: "tie" },
          { ...judge, pair: [1, 2], choice: "both-bad" },
        ],
        meta: { scores },
      },
      { id: "u/3", prompt: "Name", responses, labels: [], meta: { scores } },
    ],
  },
];
