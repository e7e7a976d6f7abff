import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { keyMapOf } from "@/components/annotate/key-map";
import { useDeskKeys } from "@/components/annotate/use-desk-keys";

const act = vi.fn((_action: string) => true);
const press = vi.fn((_key: string) => true);

function Page({ enabled = true, moved = {} }: { enabled?: boolean; moved?: Record<string, string> }) {
  useDeskKeys(enabled, { map: keyMapOf(moved), act, press });
  return (
    <>
      <input aria-label="Comment" />
      <textarea aria-label="Note" />
      <input type="radio" aria-label="Same" />
      <input type="checkbox" aria-label="Too long" />
      <button type="button">Skip</button>
    </>
  );
}

afterEach(() => {
  cleanup();
  vi.clearAllMocks();
});

it("hears single keys, in small letters: its own actions first, the rest for the answer form", async () => {
  render(<Page />);
  await userEvent.keyboard("4S{Enter}?t");
  expect(act.mock.calls).toEqual([["skip"], ["submit"], ["keys"]]);
  expect(press.mock.calls).toEqual([["4"], ["t"]]);
});

it.each([
  ["Russian", { key: "ы", code: "KeyS" }, ["skip"], []],
  ["Russian, with the small letters locked", { key: "Ы", code: "KeyS", shiftKey: false }, ["skip"], []],
  ["Greek", { key: "σ", code: "KeyS" }, ["skip"], []],
  ["Arabic", { key: "س", code: "KeyS" }, ["skip"], []],
  ["Korean", { key: "ㄴ", code: "KeyS" }, ["skip"], []],
  ["an input method with nothing to write in", { key: "Process", code: "KeyS" }, ["skip"], []],
  ["Russian, Ctrl+Z", { key: "я", code: "KeyZ", ctrlKey: true }, ["undo"], []],
  ["French, the upper row", { key: "é", code: "Digit2" }, [], ["2"]],
  ["French, the upper row with Shift", { key: "2", code: "Digit2", shiftKey: true }, [], ["2"]],
  ["Czech, the upper row", { key: "š", code: "Digit3" }, [], ["3"]],
  ["Arabic digits", { key: "٤", code: "Digit4" }, [], ["4"]],
  ["American, Shift held", { key: "!", code: "Digit1", shiftKey: true }, [], []],
  ["German, where Y and Z change places", { key: "y", code: "KeyZ" }, ["together"], []],
  ["Dvorak, where signs stand on letters", { key: ",", code: "KeyW" }, [], []],
])("hears what is meant on other keyboards: %s", (_name, pressed, acts, digits) => {
  press.mockImplementation((key) => /^\d$/.test(key));
  render(<Page />);
  fireEvent.keyDown(document.body, pressed);
  expect(act.mock.calls.flat()).toEqual(acts);
  expect(press.mock.calls.flat().filter((key) => /^\d$/.test(key))).toEqual(digits);
  press.mockImplementation(() => true);
});

it("takes a key that was moved to a sign of another layout as that sign", () => {
  render(<Page moved={{ skip: "ф" }} />);
  fireEvent.keyDown(document.body, { key: "ф", code: "KeyA" });
  expect(act.mock.calls).toEqual([["skip"]]);
});

it("follows keys that were moved", async () => {
  render(<Page moved={{ skip: "k" }} />);
  await userEvent.keyboard("ks");
  expect(act.mock.calls).toEqual([["skip"]]);
  expect(press.mock.calls).toEqual([["s"]]);
});

it.each(["Comment", "Note"])("rests while somebody types in %s, but for Ctrl+Enter", async (name) => {
  render(<Page />);
  await userEvent.type(screen.getByLabelText(name), "3 s{Enter}{Control>}z{/Control}");
  expect(act).not.toHaveBeenCalled();
  expect(press).not.toHaveBeenCalled();
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  expect(act.mock.calls).toEqual([["submit"]]);
});

it("takes back on Ctrl+Z outside of fields, and leaves all other chords alone", async () => {
  render(<Page />);
  await userEvent.keyboard("{Control>}zsc{/Control}{Alt>}s{/Alt}");
  expect(act.mock.calls).toEqual([["undo"]]);
});

it("rests when it is told to, and where another handler has taken the key", async () => {
  const { rerender } = render(<Page enabled={false} />);
  await userEvent.keyboard("1s");
  rerender(<Page />);
  const take = (event: Event): void => event.preventDefault();
  document.body.addEventListener("keydown", take);
  await userEvent.keyboard("s");
  document.body.removeEventListener("keydown", take);
  expect(act).not.toHaveBeenCalled();
});

it("goes on after a click on the scale, and leaves Enter to a button that has the focus", async () => {
  render(<Page />);
  await userEvent.click(screen.getByLabelText("Same"));
  await userEvent.keyboard("{Enter}");
  expect(act.mock.calls).toEqual([["submit"]]);
  screen.getByRole("button").focus();
  await userEvent.keyboard("{Enter}");
  expect(act).toHaveBeenCalledOnce();
  await userEvent.keyboard("5");
  expect(press).toHaveBeenLastCalledWith("5");
});

it("leaves Space to what it ticks or presses, and hears it everywhere else", async () => {
  render(<Page />);
  for (const name of ["Too long", "Same", "Skip"]) {
    screen.getByRole(name === "Skip" ? "button" : name === "Same" ? "radio" : "checkbox", { name }).focus();
    await userEvent.keyboard(" ");
  }
  expect(press).not.toHaveBeenCalled();
  expect(screen.getByLabelText<HTMLInputElement>("Too long").checked).toBe(true);
  const same = screen.getByLabelText<HTMLInputElement>("Same");
  expect(same.checked).toBe(true);
  // Chosen, it has no use for Space: films play from there.
  same.focus();
  await userEvent.keyboard(" ");
  expect(press.mock.calls).toEqual([[" "]]);
});
