import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { MappingFields } from "@/app/(workspace)/projects/[slug]/imports/_components/mapping-fields";
import { mappingSchema } from "@/lib/imports/mapping-schema";

afterEach(cleanup);

const pair = mappingSchema.parse({ prompt: "Frage", responses: ["Antwort_A", "Antwort_B"], choice: "Urteil" });

const show = (): ReturnType<typeof vi.fn> => {
  const onChange = vi.fn();
  render(<MappingFields columns={["Frage", "Antwort_A", "Antwort_B", "Urteil"]} mapping={pair} onChange={onChange} />);
  return onChange;
};

it("takes a file's own words for the sides once they are written whole, and tells a line that names no side", () => {
  const onChange = show();
  const words = screen.getByLabelText(/^Its own words for the sides/);
  fireEvent.change(words, { target: { value: "links = a\ngleich = gut = tie\n\nrechts" } });
  fireEvent.blur(words);
  expect(screen.getByText(/“rechts”: write a word, =, and one of A, B, tie/)).toBeTruthy();
  expect(onChange).not.toHaveBeenCalled();
  fireEvent.change(words, { target: { value: "links = a\ngleich = gut = tie\nrechts=B" } });
  fireEvent.blur(words);
  expect(onChange).toHaveBeenCalledExactlyOnceWith({ ...pair, words: { links: "A", "gleich = gut": "tie", rechts: "B" } });
  expect(screen.queryByText(/write a word/)).toBeNull();
});

it("leaves one response, to be rated, where the second is taken away: there is nothing to choose between then", () => {
  const onChange = show();
  fireEvent.change(screen.getByLabelText(/^Second response/), { target: { value: "" } });
  expect(onChange).toHaveBeenCalledExactlyOnceWith({ ...pair, responses: ["Antwort_A"], models: [null], choice: null });
});

it("takes columns for aspects, under the names that they have already, and asks the file again what its numbers count from", () => {
  const onChange = vi.fn();
  const mapping = { ...pair, choiceBase: 0 as const, aspects: [{ name: "helpful", column: "Hilfe" }] };
  render(<MappingFields columns={["Frage", "Antwort_A", "Antwort_B", "Urteil", "Hilfe", "Treue"]} mapping={mapping} onChange={onChange} />);
  const group = screen.getByRole("group", { name: /which response is better by one aspect/ });
  fireEvent.click(within(group).getByLabelText("Treue"));
  const aspects = [
    { name: "helpful", column: "Hilfe" },
    { name: "Treue", column: "Treue" },
  ];
  expect(onChange).toHaveBeenCalledExactlyOnceWith({ ...mapping, aspects, choiceBase: null });
});

it("takes numbers for places on a scale, whose ends are told in either order", () => {
  const onChange = show();
  fireEvent.change(screen.getByLabelText(/^Numbers for a side/), { target: { value: "scale" } });
  expect(onChange).toHaveBeenCalledExactlyOnceWith({ ...pair, choiceBase: null, zeroIsTie: true, scale: [-2, 2] });
  cleanup();
  const onScale = vi.fn();
  render(<MappingFields columns={["Frage"]} mapping={{ ...pair, scale: [-2, 2] }} onChange={onScale} />);
  const [first, second] = [screen.getByLabelText(/^First response far better at/), screen.getByLabelText(/^Second response far better at/)];
  fireEvent.change(first, { target: { value: "2" } });
  fireEvent.blur(first);
  expect(screen.getByText("The two ends differ.")).toBeTruthy();
  expect(onScale).not.toHaveBeenCalled();
  fireEvent.change(second, { target: { value: "-2" } });
  fireEvent.blur(second);
  expect(onScale).toHaveBeenCalledExactlyOnceWith({ ...pair, scale: [2, -2] });
});

it("takes places once each response has its column, in the stead of a choice, and none where one is taken away", () => {
  const onChange = show();
  fireEvent.change(screen.getByLabelText(/^Place of the first/), { target: { value: "Frage" } });
  expect(onChange).not.toHaveBeenCalled();
  fireEvent.change(screen.getByLabelText(/^Place of the second/), { target: { value: "Urteil" } });
  expect(onChange).toHaveBeenCalledExactlyOnceWith({ ...pair, choice: null, ranks: ["Frage", "Urteil"] });
  cleanup();
  const onRanks = vi.fn();
  const ranked = { ...pair, responses: ["a", "b", "c"], choice: null, ranks: ["p", "q", "r"] };
  render(<MappingFields columns={["a", "b", "c", "p", "q", "r"]} mapping={ranked} onChange={onRanks} />);
  expect(screen.getByLabelText(/^Place of response 3/)).toHaveProperty("value", "r");
  fireEvent.change(screen.getByLabelText(/^Place of the second/), { target: { value: "" } });
  expect(onRanks).toHaveBeenCalledExactlyOnceWith({ ...ranked, ranks: [] });
});

it("takes the column in which annotators gave their reasons", () => {
  const onChange = show();
  fireEvent.change(screen.getByLabelText(/^Reasons/), { target: { value: "Frage" } });
  expect(onChange).toHaveBeenCalledExactlyOnceWith({ ...pair, rationale: "Frage" });
});
