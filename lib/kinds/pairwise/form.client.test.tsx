import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import type { KindFormInput } from "@/lib/kinds/contract";
import { pairwiseForm } from "@/lib/kinds/pairwise/form.client";
import { pairwiseConfigSchema } from "@/lib/kinds/pairwise/schema";

afterEach(cleanup);

it("what a key says of a further question is seen there: that both are bad, that they cannot be compared", () => {
  const config = pairwiseConfigSchema.parse({
    allowCannotCompare: true,
    questions: ["overall", "helpful", "safe"].map((name) => ({ name, title: name, overall: name === "overall" })),
  });
  let input: KindFormInput = { config, unitKey: "0-1", shownOrder: [0, 1], candidates: [], response: null };
  const { Answers, press } = pairwiseForm;
  const { rerender } = render(<Answers {...input} onChange={() => undefined} />);
  expect(screen.getAllByRole("button", { name: /^Both bad/ })).toHaveLength(1);
  for (const key of ["1", "0", "w"]) input = { ...input, response: press(input, key) };
  rerender(<Answers {...input} onChange={() => undefined} />);
  const pressed = (name: RegExp) => screen.getAllByRole("button", { name }).map((button) => button.getAttribute("aria-pressed"));
  expect(pressed(/^Both bad/)).toEqual(["false", "true"]);
  expect(pressed(/^Cannot compare/)).toEqual(["false", "true"]);
});

it("takes the focus along to what a digit chooses in the row that has it", () => {
  const config = pairwiseConfigSchema.parse({ allowTie: false });
  const { Answers } = pairwiseForm;
  render(<Answers config={config} unitKey="0-1" shownOrder={[0, 1]} candidates={[]} response={null} onChange={() => undefined} />);
  const radios = screen.getAllByRole("radio");
  radios[0]?.focus();
  fireEvent.keyDown(document.activeElement ?? document.body, { key: "3" });
  expect(document.activeElement?.getAttribute("aria-label")).toBe("B slightly better");
});
