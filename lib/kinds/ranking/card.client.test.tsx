import { cleanup, render, screen } from "@testing-library/react";
import { afterAll, afterEach, expect, it, vi } from "vitest";
import { Refusal } from "@/components/ui/refusal";
import { Board } from "@/lib/kinds/ranking/board.client";

// The library of drags asks for it as it is read.
vi.hoisted(() => {
  vi.stubGlobal("matchMedia", () => ({ matches: true, addEventListener: () => undefined, removeEventListener: () => undefined }));
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
  vi.stubGlobal(
    "IntersectionObserver",
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
});
afterEach(cleanup);
afterAll(() => {
  vi.unstubAllGlobals();
});

it("describes the handles of responses that still need a place by the sentence that says so, once an answer was refused for it", () => {
  const candidates = [0, 1, 2].map((ordinal) => ({ ordinal, text: `Reply ${ordinal}`, media: null }));
  const board = (groups: number[][], unranked: number[]) => (
    <Refusal saidBy="said">
      <Board
        config={{ allowPartial: false }}
        unitKey="all"
        shownOrder={[0, 1, 2]}
        candidates={candidates}
        response={{ groups, unranked }}
        onChange={() => undefined}
        renderText={(ordinal) => candidates[ordinal]?.text}
      />
    </Refusal>
  );
  const said = () =>
    screen.getAllByRole("button", { name: /^Move/ }).map((handle) => handle.getAttribute("aria-describedby")?.endsWith(" said"));
  const { rerender } = render(board([[1]], [0, 2]));
  expect(said()).toEqual([false, true, true]);
  rerender(board([[1], [0], [2]], []));
  expect(said()).toEqual([false, false, false]);
});
