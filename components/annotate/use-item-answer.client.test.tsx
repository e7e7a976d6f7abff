import { act, cleanup, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { LocalDraft } from "@/components/annotate/local-store";
import { memoryStore } from "@/components/annotate/memory-store";
import { useItemAnswer } from "@/components/annotate/use-item-answer";
import { draftStore } from "@/components/annotate/written-drafts";
import type { Draft } from "@/lib/annotations/schema";
import type { Work } from "@/lib/assignments/schema";
import { plainWork } from "@/scripts/testing/work";

const place = { projectId: "prj_1", campaignId: "cmp_1" };
const wrote = (comment: string): Draft => ({ response: null, comment, flagged: false, extras: [] });
const none = (): undefined => undefined;

/** What an earlier visit left in this browser, written when the server had version `after`. */
const leftHere = (comment: string, after: number, own: Partial<LocalDraft> = {}): LocalDraft => ({
  userId: "usr_a",
  campaignId: "cmp_1",
  assignmentId: "1",
  taskId: "tsk_1",
  after,
  draft: wrote(comment),
  at: 0,
  ...own,
});
const onServer = (comment: string, draftVersion: number, own: Partial<Work> = {}): Work =>
  plainWork("1", { draft: wrote(comment), draftVersion, ...own });

const open = async (work: Work, found: LocalDraft[]) => {
  const drafts = draftStore(memoryStore(), found);
  for (const row of found) await drafts.store.putDraft(row);
  const settings = { place, drafts, missingIn: () => [], onSubmit: none, onLost: none };
  const hook = renderHook(({ shown }) => useItemAnswer({ ...settings, work: shown }), { initialProps: { shown: work } });
  const later = async (): Promise<void> => {
    await act(async () => vi.advanceTimersByTimeAsync(600));
  };
  return { ...hook, drafts, later, answer: () => hook.result.current };
};
const saved = (): string[] => vi.mocked(fetch).mock.calls.map(([, init]) => String(init?.body));

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal(
    "fetch",
    vi.fn<typeof fetch>(async () => Response.json({ draftVersion: 9, savedAt: "2026-01-01T00:00:00.000Z" })),
  );
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("goes on with what was written in this browser after all that the server has, and sends it at once", async () => {
  const { answer, later, drafts } = await open(onServer("half", 3), [leftHere("half and whole", 3)]);
  expect(answer()).toMatchObject({ draft: { comment: "half and whole" }, showOther: null });
  await later();
  expect(saved()).toHaveLength(1);
  expect(saved()[0]).toContain("half and whole");
  expect(await drafts.store.drafts()).toEqual([]);
});

it("begins with a newer draft of another browser, and gives the one of this browser back", async () => {
  const { answer, later, drafts } = await open(onServer("written at home, later", 4), [leftHere("written at work", 3)]);
  expect(answer().draft.comment).toBe("written at home, later");
  await later();
  // Nothing is sent, and nothing taken away, until somebody chooses.
  expect(saved()).toEqual([]);
  expect((await drafts.store.drafts()).map(({ draft }) => draft.comment)).toEqual(["written at work"]);
  act(() => answer().showOther?.());
  expect(answer().draft.comment).toBe("written at work");
  await later();
  expect(saved().at(-1)).toContain("written at work");
  act(() => answer().showOther?.());
  expect(answer().draft.comment).toBe("written at home, later");
});

it("does not ask about two drafts that say the same", async () => {
  const { answer, later } = await open(onServer("stored, and not acknowledged", 4), [leftHere("stored, and not acknowledged", 3)]);
  expect(answer()).toMatchObject({ draft: { comment: "stored, and not acknowledged" }, showOther: null });
  await later();
  expect(saved()).toEqual([]);
});

it("finds what was written under a lease that lapsed, where its task comes back under another", async () => {
  const work = plainWork("2", { taskId: "tsk_1" });
  const { answer, later, drafts } = await open(work, [leftHere("written on a train", 0)]);
  expect(answer().draft.comment).toBe("written on a train");
  await later();
  expect(saved()[0]).toContain('"assignmentId":"2"');
  expect(await drafts.store.drafts()).toEqual([]);
});

it("begins with nothing where a task is asked once more, whatever this page knows of its first answer", async () => {
  const first = await open(plainWork("1", { taskId: "tsk_1" }), []);
  act(() => first.answer().change(wrote("written here, and answered in another tab")));
  await first.later();
  first.unmount();
  const { result } = renderHook(() =>
    useItemAnswer({
      place,
      drafts: first.drafts,
      work: plainWork("7", { taskId: "tsk_1" }),
      missingIn: () => [],
      onSubmit: none,
      onLost: none,
    }),
  );
  expect(result.current).toMatchObject({ draft: { comment: "" }, showOther: null });
});

it("does not go back to what it began with where the server tells of the item once more", async () => {
  const { answer, later, rerender } = await open(onServer("half", 3), [leftHere("half and whole", 3)]);
  act(() => answer().change({ ...answer().draft, comment: "half and whole, and more" }));
  rerender({ shown: onServer("half", 3) });
  expect(answer().draft.comment).toBe("half and whole, and more");
  await later();
  expect(saved().at(-1)).toContain("half and whole, and more");
});

it("remembers what was written of an item that was skipped, for an undo", async () => {
  const { answer, unmount, drafts } = await open(plainWork("1"), []);
  act(() => answer().change(wrote("a long comment, and the wrong key")));
  act(() => answer().close());
  unmount();
  const { result } = renderHook(() =>
    useItemAnswer({ place, drafts, work: plainWork("1", { epoch: "2" }), missingIn: () => [], onSubmit: none, onLost: none }),
  );
  expect(result.current.draft.comment).toBe("a long comment, and the wrong key");
});
