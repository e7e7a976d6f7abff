import type { FormatFixture } from "@/lib/imports/formats/contract";

const label = (value: boolean) => ({ annotator: "file", kind: "human", response: 0, ratings: { desirable: value } });

export const fixtures: FormatFixture[] = [
  {
    about: "texts",
    records: [
      { prompt: "The sky is", completion: " blue.", label: true },
      { prompt: "The sky is", completion: " green.", label: "False" },
    ],
    rows: [
      { prompt: "The sky is", responses: [{ text: " blue." }], labels: [label(true)], meta: {} },
      { prompt: "The sky is", responses: [{ text: " green." }], labels: [label(false)], meta: {} },
    ],
  },
  {
    about: "conversations",
    records: [{ prompt: [{ role: "user", content: "Colour?" }], completion: [{ role: "assistant", content: "Blue." }], label: true }],
    rows: [{ prompt: [{ role: "user", content: "Colour?" }], responses: [{ text: "Blue." }], labels: [label(true)], meta: {} }],
  },
  {
    about: "a conversation that repeats the prompt beside it",
    records: [
      {
        prompt: "Colour?",
        completion: [
          { role: "user", content: "Colour?" },
          { role: "assistant", content: "Blue." },
        ],
        label: true,
      },
    ],
    rows: [{ prompt: "Colour?", responses: [{ text: "Blue." }], labels: [label(true)], meta: {} }],
  },
];
