import { act, cleanup, renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, expect, it } from "vitest";
import { DeskWords } from "@/components/annotate/desk-words";
import english from "@/components/annotate/messages/en.json";
import type { DraftState } from "@/components/annotate/use-draft";
import { useHoldPage } from "@/components/annotate/use-hold-page";
import type { Trouble } from "@/components/annotate/use-outbox";
import { useTroubleNews } from "@/components/annotate/use-trouble-news";

afterEach(cleanup);

const inEnglish = ({ children }: { children: ReactNode }) => (
  <DeskWords language={{ locale: "en", messages: english, said: {} }}>{children}</DeskWords>
);
const start = () => {
  const initialProps: { trouble: Trouble } = { trouble: null };
  const hook = renderHook(({ trouble }) => useTroubleNews(trouble), { wrapper: inEnglish, initialProps });
  const kept = (...states: DraftState["kept"][]): void => {
    for (const state of states) act(() => hook.result.current.onKept({ kept: state, signedOut: false }));
  };
  return { ...hook, kept, said: () => hook.result.current.news };
};

it("says nothing of drafts that are saved", () => {
  const { kept, said } = start();
  kept("nothing", "saving", "server", "saving", "server");
  expect(said()).toBe("");
});

it("says once that a draft cannot be saved, however often it is tried, and that it is saved again", () => {
  const { kept, said } = start();
  kept("saving", "here");
  expect(said()).toBe("The server cannot be reached. What you do waits here, and is sent once it answers again.");
  kept("saving");
  expect(said()).toBe("The server cannot be reached. What you do waits here, and is sent once it answers again.");
  kept("here", "saving", "server");
  expect(said()).toBe("What you do reaches the server again.");
});

it("says that the network is away, and that it is back", () => {
  const { rerender, said } = start();
  rerender({ trouble: "offline" });
  expect(said()).toBe("The server cannot be reached. What you do waits here, and is sent once it answers again.");
  rerender({ trouble: null });
  expect(said()).toBe("What you do reaches the server again.");
});

it("says first what is not saved at all", () => {
  const { rerender, kept, said, result } = start();
  rerender({ trouble: "offline" });
  kept("nowhere");
  expect(said()).toBe("Not saved. Keep this page open.");
  expect(result.current.unsaved).toBe(true);
  kept("server");
  expect(result.current.unsaved).toBe(false);
});

it("says no more of a draft that was answered, and goes on with what becomes of the answer", () => {
  const { rerender, kept, said, result } = start();
  kept("nowhere");
  act(() => result.current.onAnswered());
  expect([result.current.unsaved, said()]).toEqual([false, ""]);
  rerender({ trouble: "offline" });
  expect(said()).toBe("The server cannot be reached. What you do waits here, and is sent once it answers again.");
  rerender({ trouble: null });
  expect(said()).toBe("What you do reaches the server again.");
});

it("asks before a page is left that alone has something, and never else", () => {
  const leave = (): boolean => window.dispatchEvent(new Event("beforeunload", { cancelable: true }));
  const { rerender } = renderHook(({ holds }) => useHoldPage(holds), { initialProps: { holds: false } });
  expect(leave()).toBe(true);
  rerender({ holds: true });
  expect(leave()).toBe(false);
  rerender({ holds: false });
  expect(leave()).toBe(true);
});
