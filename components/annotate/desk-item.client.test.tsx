import { act, cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { DeskItem } from "@/components/annotate/desk-item";
import { DeskSettingsProvider } from "@/components/annotate/desk-settings";
import { DeskWords } from "@/components/annotate/desk-words";
import { keyMapOf } from "@/components/annotate/key-map";
import { memoryStore } from "@/components/annotate/memory-store";
import english from "@/components/annotate/messages/en.json";
import { draftStore } from "@/components/annotate/written-drafts";
import type { Work } from "@/lib/assignments/schema";
import { usualDesk } from "@/lib/auth/preferences-schema";
import type { DeskPreferences } from "@/lib/auth/preferences-schema";
import { kindOf } from "@/lib/kinds/registry";
import { loadKindForm } from "@/lib/kinds/registry.client";
import { pretendToDraw } from "@/scripts/testing/drawing";
import { plainWork } from "@/scripts/testing/work";

pretendToDraw();

const preference = kindOf("pairwise").configSchema.parse({});
const candidates = ["One half.", "Three quarters."].map((text, ordinal) => ({ ordinal, text, media: null }));
const pair = (own: Partial<Work> = {}): Work => plainWork("1", { unitKey: "0-1", candidates, ...own });
const none = (): undefined => undefined;

/** An item that has just taken the place of another, or that a page opened with. */
const show = async (own: { work?: Work; preferences?: Partial<DeskPreferences>; opened?: boolean; pressed?: string } = {}) => {
  const form = await loadKindForm("pairwise");
  const [onSubmit, onSkip] = [vi.fn(), vi.fn()];
  const onAction = vi.fn((_action: string) => true);
  render(
    <DeskSettingsProvider initial={{ ...usualDesk, ...own.preferences }}>
      <DeskWords language={{ locale: "en", messages: english, said: {} }}>
        <DeskItem
          {...{ form, onSubmit, onSkip }}
          work={own.work ?? pair()}
          config={preference}
          place={{ projectId: "prj_1", campaignId: "cmp_1" }}
          drafts={draftStore(memoryStore(), [])}
          extras={[]}
          highlighted={[]}
          current
          takeFocus={!own.opened}
          lastPressed={{ current: own.pressed ? [own.pressed] : [] }}
          covered={false}
          keys={keyMapOf({})}
          head={() => null}
          onKept={none}
          onLater={none}
          onLost={none}
          onAction={onAction}
          undoing={false}
        />
      </DeskWords>
    </DeskSettingsProvider>,
  );
  return { onSubmit, onSkip, onAction, user: userEvent.setup({ delay: null }) };
};

let now = 0;
beforeEach(() => {
  now = 1_000;
  vi.spyOn(performance, "now").mockImplementation(() => now);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

it.each(["1", "2"])("takes no key for the answer to an item that has just come, which nobody has read: %s", async (key) => {
  const { onSubmit, user } = await show({ preferences: { sendAtOnce: true } });
  now += 100;
  await user.keyboard(key);
  expect(onSubmit).not.toHaveBeenCalled();
  expect(screen.getAllByRole("radio").filter((radio) => radio.matches(":checked"))).toEqual([]);
  now += 200;
  await user.keyboard(key);
  expect(onSubmit).toHaveBeenCalledOnce();
});

it.each(["a key", "a click"])("does not send on %s what a draft has answered, before it can have been read", async (by) => {
  const draft = { response: { answers: { overall: { choice: 0, strength: -1 } } }, comment: "", flagged: false, extras: [] };
  const { onSubmit, user } = await show({ work: pair({ draft, draftVersion: 1 }) });
  const send = (): Promise<void> =>
    by === "a key" ? user.keyboard("{Enter}") : user.click(screen.getByRole("button", { name: /^Submit/ }));
  now += 100;
  await send();
  expect(onSubmit).not.toHaveBeenCalled();
  now += 200;
  await send();
  expect(onSubmit).toHaveBeenCalledOnce();
});

it("does not say that an answer is missing to whoever pressed Enter twice", async () => {
  const { user } = await show();
  now += 100;
  await user.keyboard("{Enter}");
  expect(screen.getByRole("alert").textContent).toBe("");
  now += 200;
  await user.keyboard("{Enter}");
  expect(screen.getByRole("alert").textContent).not.toBe("");
});

it("takes the second press of the digit that skipped the item before for no answer, and another digit for one", async () => {
  const chosen = (): number => screen.getAllByRole("radio").filter((radio) => radio.matches(":checked")).length;
  const { user } = await show({ pressed: "2" });
  now += 100;
  await user.keyboard("2");
  expect(chosen()).toBe(0);
  await user.keyboard("4");
  expect(chosen()).toBe(1);
  cleanup();
  const later = await show({ pressed: "2" });
  now += 300;
  await later.user.keyboard("2");
  expect(chosen()).toBe(1);
});

it("takes the answer of whoever is quick, and of whoever opens a page with it", async () => {
  const quick = await show();
  await quick.user.keyboard("1{Enter}");
  expect(quick.onSubmit).toHaveBeenCalledOnce();
  cleanup();
  const opened = await show({ preferences: { sendAtOnce: true }, opened: true });
  await opened.user.keyboard("1");
  expect(opened.onSubmit).toHaveBeenCalledOnce();
});

it("keeps the note to a skip where the dialog is closed over it, whatever is asked then", async () => {
  const { onSkip, user } = await show();
  now += 1_000;
  await user.keyboard("s");
  await user.type(screen.getByRole("textbox", { name: "Note" }), "the prompt ends in the middle");
  await user.keyboard("{Escape}");
  expect(screen.queryByRole("dialog")).toBeNull();
  await user.keyboard("s");
  expect(screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Note" }).value).toBe("the prompt ends in the middle");
  await user.keyboard("{Escape}");
  await user.keyboard("e");
  await user.click(screen.getByRole("button", { name: "Hand over" }));
  expect(onSkip).toHaveBeenCalledWith("needs-expert", "the prompt ends in the middle");
});

it("moves between the responses with the arrow keys, Home and End, one of them in the order of Tab", async () => {
  const { user } = await show({ preferences: { layout: "tabs" } });
  const tabs = screen.getAllByRole("tab");
  expect(screen.getByRole("tabpanel", { name: "Response A" }).textContent).toContain("One half.");
  const shown = (): (string | null)[] => screen.getAllByRole("tab", { selected: true }).map((tab) => tab.getAttribute("aria-label"));
  const order = (): number[] => tabs.map((tab) => tab.tabIndex);
  expect(order()).toEqual([0, -1]);
  act(() => tabs[0]?.focus());
  for (const [key, name] of [
    ["{ArrowRight}", "Response B"],
    ["{ArrowRight}", "Response A"],
    ["{ArrowLeft}", "Response B"],
    ["{Home}", "Response A"],
    ["{End}", "Response B"],
  ] as const) {
    await user.keyboard(key);
    expect(shown()).toEqual([name]);
    expect(document.activeElement?.getAttribute("aria-label")).toBe(name);
  }
  expect(order()).toEqual([-1, 0]);
});

it("hears the keys of the desk before a warned item is shown, and none that would answer it", async () => {
  const { onSubmit, onAction, user } = await show({ work: pair({ contentWarning: "A wound." }) });
  now += 1_000;
  await user.keyboard("1{Enter}f");
  expect(onSubmit).not.toHaveBeenCalled();
  await user.keyboard("gz");
  expect(onAction.mock.calls.flat().slice(-2)).toEqual(["guide", "undo"]);
  await user.keyboard("s");
  expect(screen.getByRole("dialog", { name: "Why skip this one?" })).toBeTruthy();
  await user.keyboard("{Escape}");
  await user.click(screen.getByRole("button", { name: "Show the item" }));
  expect(screen.getAllByRole("radio").filter((radio) => radio.matches(":checked"))).toEqual([]);
  expect(screen.getByRole("button", { name: "Flag" }).getAttribute("aria-pressed")).toBe("false");
});
