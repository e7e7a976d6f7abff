import { expect, it } from "vitest";
import { spreadControls } from "@/lib/routing/spread-controls";

it("spreads what was drawn evenly over what was chosen, each in its own order", () => {
  expect(spreadControls(["a", "b", "c", "d", "e", "f"], ["x", "y"])).toEqual(["a", "b", "c", "x", "d", "e", "f", "y"]);
  expect(spreadControls([], ["x"])).toEqual(["x"]);
  expect(spreadControls(["a", "b"], [])).toEqual(["a", "b"]);
  expect(spreadControls([], [])).toEqual([]);
});
