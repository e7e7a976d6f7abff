import type { FormatFixture } from "@/lib/imports/formats/contract";

const pair = (id: number, aBehind: "accept" | "reject", rest: Record<string, unknown>) => {
  const [A, B] = [{ text: `north ${id}` }, { text: `south ${id}` }];
  const mapping = { A: aBehind, B: aBehind === "accept" ? "reject" : "accept" };
  const behind = aBehind === "accept" ? { accept: A, reject: B } : { accept: B, reject: A };
  return { id, input: { text: `question ${id}` }, ...behind, mapping, _input_hash: id, _task_hash: -id, ...rest };
};
const chosenFrom = (id: number, order: string[], accept: string[], rest: Record<string, unknown>) => {
  const outputs: Record<string, { text: string; id: string }> = {
    A: { text: `north ${id}`, id: "A" },
    B: { text: `south ${id}`, id: "B" },
  };
  const mapping = Object.fromEntries(order.map((side, i) => [side, i === 0 ? "accept" : "reject"]));
  return { text: `question ${id}`, id, ...outputs, mapping, options: order.map((side) => outputs[side]), accept, _input_hash: id, ...rest };
};
const row = (id: number, labels: Record<string, unknown>[]) => ({
  id: String(id),
  prompt: `question ${id}`,
  responses: [{ text: `north ${id}` }, { text: `south ${id}` }],
  labels: labels.map((label) => ({ kind: "human", ...label })),
  meta: {},
});

export const fixtures: FormatFixture[] = [
  {
    about: "the button says which side was meant, by two people who saw them on other sides",
    records: [
      pair(1, "accept", { answer: "accept", _session_id: "study-ann" }),
      pair(1, "reject", { answer: "accept", _session_id: "study-bob" }),
      pair(2, "reject", { answer: "reject" }),
      pair(3, "accept", { answer: "ignore" }),
    ],
    rows: [
      row(1, [{ annotator: "study-ann", choice: 0 }]),
      row(1, [{ annotator: "study-bob", choice: 1 }]),
      row(2, [{ annotator: "prodigy", choice: 0 }]),
      row(3, []),
    ],
  },
  {
    about: "as options, of which the side is named that was chosen",
    records: [
      chosenFrom(1, ["B", "A"], ["A"], { answer: "accept", _annotator_id: "ann" }),
      chosenFrom(2, ["A", "B"], ["B"], { answer: "accept", _annotator_id: "ann" }),
      chosenFrom(3, ["A", "B"], [], { answer: "accept", _annotator_id: "ann" }),
      chosenFrom(4, ["B", "A"], ["B"], { answer: "reject", _annotator_id: "ann" }),
    ],
    rows: [row(1, [{ annotator: "ann", choice: 0 }]), row(2, [{ annotator: "ann", choice: 1 }]), row(3, []), row(4, [])],
  },
];
