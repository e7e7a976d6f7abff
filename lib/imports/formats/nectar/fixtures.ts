import type { FormatFixture } from "@/lib/imports/formats/contract";

const answers = ["Blue.", "Mostly blue.", "It is grey.", "Seven."].map((answer, i) => ({
  answer,
  model: `model-${i}`,
  rank: Math.min(i + 1, 3),
}));
/** In the order that their texts' hashes have. */
const order = [0, 3, 2, 1];

export const fixtures: FormatFixture[] = [
  {
    about: "ranked answers to a transcript, two of them alike",
    records: [
      {
        prompt: "\n\nHuman: Look up.\n\nAssistant: I do.\n\nHuman: Colour?\n\nAssistant: ",
        answers,
        turns: 2,
        num_responses: 4,
        source: ["made-up"],
        good_natured: true,
      },
    ],
    rows: [
      {
        prompt: [
          { role: "user", content: "Look up." },
          { role: "assistant", content: "I do." },
          { role: "user", content: "Colour?" },
        ],
        responses: order.map((i) => ({ text: answers[i]?.answer ?? "", model: `model-${i}` })),
        labels: [{ annotator: "gpt-4", kind: "lm", ranking: [0, 3, [1, 2]] }],
        source: "made-up",
        meta: { turns: 2, num_responses: 4, good_natured: true },
      },
    ],
  },
];
