import type { FormatFixture } from "@/lib/imports/formats/contract";

const answer = (answer_id: number, text: string, pm_score: number, selected = false) => ({
  ...{ answer_id, author: `Author ${answer_id}`, author_id: answer_id, author_profile: `https://example.org/users/${answer_id}` },
  ...{ pm_score, selected, text },
});
const author = (id: number) => ({ author: `Author ${id}`, profile: `https://example.org/users/${id}` });

export const fixtures: FormatFixture[] = [
  {
    about: "a question with scored answers, one of them accepted, and one with a single answer",
    records: [
      {
        qid: 5,
        question: "<p>How do I boil an egg?</p>",
        answers: [answer(10, "<p>In water.</p>", 4, true), answer(11, "<p>Not at all.</p>", -1), answer(12, "<p>In a pan.</p>", 2)],
        date: "2020/01/01",
        metadata: ["https://cooking.example.org/questions/5"],
      },
      { qid: 6, question: "<p>And two?</p>", answers: [answer(13, "<p>Likewise.</p>", 0)], date: "2020/01/02", metadata: [] },
      { qid: 7, question: "<p>And three?</p>", answers: [], date: "2020/01/02", metadata: [] },
    ],
    rows: [
      {
        id: "5",
        prompt: "<p>How do I boil an egg?</p>",
        // In the order that their texts' hashes have.
        responses: [
          { text: "<p>Not at all.</p>", id: "11" },
          { text: "<p>In a pan.</p>", id: "12" },
          { text: "<p>In water.</p>", id: "10" },
        ],
        labels: [{ annotator: "readers", kind: "human", aspect: "pm_score", ratings: [-1, 2, 4] }],
        meta: {
          date: "2020/01/01",
          metadata: ["https://cooking.example.org/questions/5"],
          authors: [author(11), author(12), author(10)],
          accepted: 2,
        },
      },
      {
        id: "6",
        prompt: "<p>And two?</p>",
        responses: [{ text: "<p>Likewise.</p>", id: "13" }],
        labels: [{ annotator: "readers", kind: "human", aspect: "pm_score", ratings: [0] }],
        meta: { date: "2020/01/02", metadata: [], authors: [author(13)] },
      },
    ],
  },
];
