import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { Refusal } from "@/components/ui/refusal";
import { NoteCard, NoteSummary } from "@/lib/kinds/segment/note.client";
import { segmentConfigSchema } from "@/lib/kinds/segment/schema";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it.each([
  { mode: "critique" as const, span: { start: 0, end: 4, text: "From" }, name: "Mark 1, “From”" },
  {
    mode: "correct" as const,
    span: { start: 0, end: 4, text: "From", replacement: "Since", reason: "a date" },
    name: "Correction 1, “From”, Since, a date",
  },
  { mode: "correct" as const, span: { start: 4, end: 4, replacement: " on" }, name: "Correction 1,  on" },
])("the note beside a line says which words it is of to whoever hears it: $name", ({ mode, span, name }) => {
  const config = segmentConfigSchema.parse({ mode, types: [] });
  render(<NoteSummary config={config} span={span} number={1} onOpen={() => undefined} />);
  expect(screen.getByRole("button").getAttribute("aria-label")).toBe(name);
});

it("names the sentence that says what a note lacks, at the field that is open, once an answer was refused for it", () => {
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      disconnect() {}
    },
  );
  const config = segmentConfigSchema.parse({ mode: "correct", reason: "required" });
  const span = { start: 0, end: 4, text: "From", replacement: "From", severity: config.severities[0]?.name };
  const none = () => undefined;
  const note = { config, span, number: 1 };
  render(
    <Refusal saidBy="said">
      <NoteCard {...note} fresh onChange={none} onRemove={none} onClose={none} alike={0} onAlike={none} />
      <NoteSummary {...note} onOpen={none} />
    </Refusal>,
  );
  for (const field of screen.getAllByRole("textbox")) expect(field.getAttribute("aria-errormessage")).toBe("said");
  const groups = screen.getAllByRole("group").map((group) => group.getAttribute("aria-describedby"));
  const lists = screen.queryAllByRole("combobox").map((list) => list.getAttribute("aria-errormessage"));
  expect([...groups, ...lists].filter((said) => said === "said")).toHaveLength(1);
  expect(screen.getByRole("button", { name: /^Correction 1/ }).getAttribute("aria-describedby")).toBe("said");
});
