import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { NoteSummary } from "@/lib/kinds/segment/note.client";
import { segmentConfigSchema } from "@/lib/kinds/segment/schema";

afterEach(cleanup);

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
