import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { CodeBlock } from "@/components/content/code-block";

const highlight = vi.hoisted(() => vi.fn((code: string) => [[{ text: code, role: "keyword" }]]));
vi.mock("@/components/content/highlight", () => ({ highlight }));

afterEach(() => {
  vi.unstubAllGlobals();
  cleanup();
});

it("is painted plain before anything is spent on its colours, and loses no letter to them", async () => {
  const frames: FrameRequestCallback[] = [];
  vi.stubGlobal("requestAnimationFrame", (frame: FrameRequestCallback) => frames.push(frame));
  const { container } = render(<CodeBlock code="import os" language="python" />);
  await act(async () => undefined);
  expect(highlight).not.toHaveBeenCalled();
  expect(screen.getByText("import os").className).toBe("");
  for (const frame of frames) frame(0);
  await vi.waitFor(() => expect(container.querySelector(".code-keyword")?.textContent).toBe("import os"));
});
