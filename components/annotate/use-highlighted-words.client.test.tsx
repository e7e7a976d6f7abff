import { act, cleanup, render, waitFor } from "@testing-library/react";
import { useRef } from "react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { useHighlightedWords } from "@/components/annotate/use-highlighted-words";

const registry = new Map<string, Set<Range>>();
beforeEach(() => {
  vi.stubGlobal("CSS", { highlights: registry });
  vi.stubGlobal("Highlight", Set);
});
afterEach(() => {
  cleanup();
  registry.clear();
  vi.unstubAllGlobals();
});

const highlighted = (): string[] => [...(registry.get("desk-words") ?? [])].map(String);

function Page({ words, text }: { words: string[]; text: string }) {
  const place = useRef<HTMLDivElement>(null);
  useHighlightedWords(place, words);
  return (
    <div ref={place}>
      <div className="reading">
        <p key={text}>
          {text} <b>Refund</b>
        </p>
        <p data-unread="">refund button</p>
      </div>
      <div className="desk-bar">
        <p className="reading">a refund of one’s own</p>
      </div>
    </div>
  );
}

it("highlights the list's words in what is read, follows the page, and leaves nothing behind", async () => {
  const { rerender, unmount, container } = render(<Page words={["refund*", "trial"]} text="No refunds in the trial." />);
  const before = container.innerHTML;
  await waitFor(() => expect(highlighted()).toEqual(["refunds", "trial", "Refund"]));
  expect(container.innerHTML).toBe(before);

  rerender(<Page words={["refund*", "trial"]} text="Another text." />);
  await waitFor(() => expect(highlighted()).toEqual(["Refund"]));
  rerender(<Page words={["another"]} text="Another text." />);
  await waitFor(() => expect(highlighted()).toEqual(["Another"]));
  act(unmount);
  expect(highlighted()).toEqual([]);
});

it("does nothing without a list, or in a browser that cannot mark letters", async () => {
  render(<Page words={[]} text="No refunds." />);
  vi.stubGlobal("Highlight", undefined);
  render(<Page words={["refunds"]} text="No refunds." />);
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(registry.size).toBe(0);
});
