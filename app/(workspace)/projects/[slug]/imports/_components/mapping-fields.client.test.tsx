import { cleanup, fireEvent, render, screen } from "@testing-library/react";
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
