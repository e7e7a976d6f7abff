import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { useDeskKeys } from "@/components/annotate/use-desk-keys";

function Page({ enabled = true, onKey }: { enabled?: boolean; onKey: (key: string) => boolean }) {
  useDeskKeys(enabled, onKey);
  return (
    <>
      <input aria-label="Comment" />
      <input type="radio" aria-label="Same" />
      <button type="button">Skip</button>
    </>
  );
}

afterEach(cleanup);

it("hears single keys, in small letters", async () => {
  const onKey = vi.fn(() => true);
  render(<Page onKey={onKey} />);
  await userEvent.keyboard("4S{Enter}?");
  expect(onKey.mock.calls).toEqual([["4"], ["s"], ["Enter"], ["?"]]);
});

it("rests while somebody types, with a modifier held, and when it is told to", async () => {
  const onKey = vi.fn(() => true);
  const { rerender } = render(<Page onKey={onKey} />);
  await userEvent.type(screen.getByLabelText("Comment"), "3 s{Enter}");
  screen.getByLabelText("Comment").blur();
  await userEvent.keyboard("{Control>}z{/Control}");
  rerender(<Page enabled={false} onKey={onKey} />);
  await userEvent.keyboard("1");
  expect(onKey).not.toHaveBeenCalled();
});

it("goes on after a click on the scale, and leaves Enter to a button that has the focus", async () => {
  const onKey = vi.fn(() => true);
  render(<Page onKey={onKey} />);
  await userEvent.click(screen.getByLabelText("Same"));
  await userEvent.keyboard("{Enter}");
  expect(onKey.mock.calls).toEqual([["Enter"]]);
  screen.getByRole("button").focus();
  await userEvent.keyboard("{Enter}");
  expect(onKey).toHaveBeenCalledOnce();
  await userEvent.keyboard("5");
  expect(onKey).toHaveBeenLastCalledWith("5");
});
