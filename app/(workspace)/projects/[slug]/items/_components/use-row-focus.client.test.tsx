import { cleanup, render, screen } from "@testing-library/react";
import { useRef } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { useRowFocus } from "@/app/(workspace)/projects/[slug]/items/_components/use-row-focus";

afterEach(cleanup);

type Props = { ids: string[]; drawn?: string[]; open?: string; reveal?: (index: number) => void };

/** A list beside a panel that is there while an item is open; rows out of sight are not drawn. */
function List({ ids, drawn = ids, open, reveal = () => undefined }: Props) {
  const root = useRef<HTMLUListElement>(null);
  useRowFocus(
    root,
    ids.map((id) => ({ id })),
    open,
    reveal,
  );
  return (
    <>
      <input aria-label="Search" />
      <ul ref={root}>
        {drawn.map((id) => (
          <li key={id}>
            <a href={`#${id}`} data-row-link={id}>
              {id}
            </a>
          </li>
        ))}
      </ul>
      {open === undefined ? null : <button type="button">Close</button>}
    </>
  );
}

const focused = (): string | null | undefined => document.activeElement?.textContent;

describe("the focus after an item is closed", () => {
  it("goes to the item's row, or to the one that took its place", () => {
    const { rerender } = render(<List ids={["one", "two", "three"]} open="two" />);
    screen.getByRole("button").focus();
    rerender(<List ids={["one", "two", "three"]} />);
    expect(focused()).toBe("two");
    rerender(<List ids={["one", "two", "three"]} open="two" />);
    screen.getByRole("button").focus();
    rerender(<List ids={["one", "three"]} />);
    expect(focused()).toBe("three");
  });

  it("waits for a row that has to be scrolled to first", () => {
    const reveal = vi.fn();
    const ids = ["one", "two", "three"];
    const { rerender } = render(<List ids={ids} drawn={["one"]} open="three" reveal={reveal} />);
    screen.getByRole("button").focus();
    rerender(<List ids={ids} drawn={["one"]} reveal={reveal} />);
    expect(reveal.mock.calls).toEqual([[2]]);
    expect(document.activeElement).toBe(document.body);
    rerender(<List ids={ids} drawn={["two", "three"]} reveal={reveal} />);
    expect(focused()).toBe("three");
  });

  it("leaves alone who has moved on, and a list that was opened without an item", () => {
    const { rerender } = render(<List ids={["one", "two"]} />);
    expect(document.activeElement).toBe(document.body);
    rerender(<List ids={["one", "two"]} open="two" />);
    screen.getByLabelText("Search").focus();
    rerender(<List ids={["one", "two"]} />);
    expect(document.activeElement).toBe(screen.getByLabelText("Search"));
  });
});
