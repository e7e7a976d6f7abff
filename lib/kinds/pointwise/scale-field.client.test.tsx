import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { Refusal } from "@/components/ui/refusal";
import { ScaleField } from "@/lib/kinds/pointwise/scale-field.client";
import { pointwiseConfigSchema } from "@/lib/kinds/pointwise/schema";

afterEach(cleanup);

it("describes a group of several labels by the sentence that says it is open, until a label or none of them is chosen", () => {
  const scale = pointwiseConfigSchema.parse({
    scales: [{ type: "labels", name: "tone", title: "Tone", several: true, options: [{ value: "warm", title: "Warm" }] }],
  }).scales[0];
  if (!scale) throw new Error("no scale");
  const field = (saidBy: string | null, value?: string[]) => (
    <Refusal saidBy={saidBy}>
      <ScaleField scale={scale} value={value} active={false} onRate={() => undefined} />
    </Refusal>
  );
  const { rerender } = render(field(null));
  const said = () => screen.getByRole("group", { name: /Tone/ }).getAttribute("aria-describedby");
  expect(said()).toBeNull();
  rerender(field("said"));
  expect(said()).toBe("said");
  rerender(field("said", []));
  expect(said()).toBeNull();
});
