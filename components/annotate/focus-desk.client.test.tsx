import { render, screen } from "@testing-library/react";
import { afterAll, beforeAll, expect, test } from "vitest";
import { focusNextStop } from "@/components/annotate/focus-desk";

// The browser of these tests lays nothing out, and other files run in the same process.
beforeAll(() => void Object.assign(Element.prototype, { checkVisibility: () => true }));
afterAll(() => void Reflect.deleteProperty(Element.prototype, "checkVisibility"));

const page = (given: { choice?: boolean; bothBad?: boolean; slider?: boolean; text?: string }) => (
  <main>
    <button type="button">desk</button>
    <div data-answer="">
      <div role="radiogroup" aria-label="Overall" data-given={given.bothBad ? "" : undefined}>
        <input type="radio" name="overall" aria-label="A" readOnly checked={given.choice === true} />
        <input type="radio" name="overall" aria-label="B" readOnly checked={false} />
      </div>
      <div data-given={given.slider ? "" : undefined}>
        <input type="range" aria-label="Quality" />
      </div>
      <textarea aria-label="Why" readOnly value={given.text ?? ""} />
    </div>
  </main>
);

const whereFrom = (start: string, given: Parameters<typeof page>[0]): string | null => {
  const { unmount, container } = render(page(given));
  (start === "desk" ? screen.getByRole("button", { name: "desk" }) : screen.getByLabelText(start)).focus();
  focusNextStop(container);
  const name = document.activeElement?.getAttribute("aria-label") ?? null;
  unmount();
  return name;
};

test("the key for the next question goes to the first open one, and from there on to the next", () => {
  expect(whereFrom("desk", {})).toBe("A");
  expect(whereFrom("desk", { choice: true })).toBe("Quality");
  expect(whereFrom("desk", { bothBad: true })).toBe("Quality");
  expect(whereFrom("desk", { choice: true, slider: true })).toBe("Why");
  expect(whereFrom("desk", { bothBad: true, slider: true, text: "said" })).toBe("A");
  expect(whereFrom("desk", { choice: true, slider: true, text: "said" })).toBe("A");
  // Whoever is in the answer walks on, answered or not.
  expect(whereFrom("A", { choice: true, slider: true })).toBe("Quality");
  expect(whereFrom("Why", { slider: true })).toBe("A");
});
