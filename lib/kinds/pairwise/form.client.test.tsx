import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
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

it("shows a reason of one’s own as long as it goes along with the answer, and keeps its field under the cursor", () => {
  const config = pairwiseConfigSchema.parse({
    questions: [{ name: "overall", title: "Better", overall: true, reasons: ["Correct"], ownReason: true }],
  });
  const { Answers } = pairwiseForm;
  function Desk() {
    const [response, setResponse] = useState<unknown>({ answers: { overall: { choice: 0, strength: -1, ownReason: "It is shorter." } } });
    return <Answers config={config} unitKey="0-1" shownOrder={[0, 1]} candidates={[]} response={response} onChange={setResponse} />;
  }
  render(<Desk />);
  fireEvent.click(screen.getByRole("radio", { name: "Both the same" }));
  const own = screen.getByRole<HTMLInputElement>("textbox");
  expect(own.value).toBe("It is shorter.");
  expect(screen.queryByRole("checkbox")).toBeNull();
  own.focus();
  fireEvent.change(own, { target: { value: "" } });
  expect(document.activeElement).toBe(screen.getByRole("textbox"));
  fireEvent.blur(screen.getByRole("textbox"));
  expect(screen.queryByRole("textbox")).toBeNull();
  expect(screen.getByText(/^No reason needed/)).toBeTruthy();
});
