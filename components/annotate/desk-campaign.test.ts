import { expect, it } from "vitest";
import { asksAnother } from "@/components/annotate/desk-campaign";

const shown = { questionVersion: 2, questionHash: "as shown" };

it.each([
  { came: shown, another: false },
  { came: { questionVersion: 3, questionHash: "another" }, another: true },
  { came: { questionVersion: 2, questionHash: "written over" }, another: true },
  { came: { questionVersion: 1, questionHash: "of before" }, another: false },
  { came: { questionVersion: 2, questionHash: "" }, another: false },
])(
  "an item with version $came.questionVersion, “$came.questionHash”, asks another question than the page: $another",
  ({ came, another }) => {
    expect(asksAnother(shown, came)).toBe(another);
  },
);
