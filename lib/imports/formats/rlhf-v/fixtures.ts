import type { FormatFixture } from "@/lib/imports/formats/contract";

const rows = (more: object, meta: object) => [
  {
    prompt: "What is in the picture?",
    responses: [{ text: "A red cat." }, { text: "A grey cat." }],
    labels: [
      { annotator: "file", kind: "human", choice: 1 },
      { annotator: "file", kind: "human", response: 0, correction: "A grey cat." },
    ],
    ...more,
    meta,
  },
];

export const fixtures: FormatFixture[] = [
  {
    about: "RLHF-V with its three texts in one cell",
    records: [
      {
        ds_name: "rlhf-v",
        image: null,
        text: '{"question": "What is in the picture?", "chosen": "A grey cat.", "rejected": "A red cat."}',
        origin_dataset: "vqa",
        idx: 3,
        image_path: "images/3.jpg",
      },
    ],
    rows: rows({ source: "rlhf-v" }, { image_path: "images/3.jpg", origin_dataset: "vqa", idx: 3 }),
  },
  {
    about: "RLHF-V with a column for each",
    records: [{ ds_name: "rlhf-v", question: "What is in the picture?", chosen: "A grey cat.", rejected: "A red cat." }],
    rows: rows({ source: "rlhf-v" }, {}),
  },
  {
    about: "RLAIF-V, where a model preferred one of two answers",
    records: [{ ds_name: "RLAIF-V", question: "What is in the picture?", chosen: "A grey cat.", rejected: "A red cat." }],
    rows: rows({ source: "RLAIF-V", labels: [{ annotator: "rlaif-v", kind: "lm", choice: 1 }] }, {}),
  },
  {
    about: "another set about pictures, where no answer is told to be a correction",
    records: [{ image: "3.jpg", question: "What is in the picture?", chosen: "A grey cat.", rejected: "A red cat." }],
    rows: rows({ labels: [{ annotator: "file", kind: "human", choice: 1 }] }, {}),
  },
];
