import { act, cleanup, renderHook, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { LocalStore } from "@/components/annotate/local-store";
import { memoryStore } from "@/components/annotate/memory-store";
import { useDraft } from "@/components/annotate/use-draft";
import { draftStore } from "@/components/annotate/written-drafts";
import type { Draft } from "@/lib/annotations/schema";
import { plainWork } from "@/scripts/testing/work";

const place = { projectId: "prj_1", campaignId: "cmp_1" };
const written = (comment: string): Draft => ({ response: null, comment, flagged: false, extras: [] });
/** A browser that keeps what it is given. */
const lasting = (own: Partial<LocalStore> = {}): LocalStore => {
  const store = memoryStore();
  return { ...store, putDraft: (written) => store.putDraft(written).then(() => true), ...own };
};
const work = plainWork("1", { unitKey: "0-1" });

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("fetch", vi.fn<typeof fetch>());
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("says while somebody writes that the session ended, keeps what they write, and saves it once they signed in again", async () => {
  const store = lasting();
  const kept = draftStore(store, []);
  const { result } = renderHook(() => useDraft(place, work, kept, () => undefined));
  vi.mocked(fetch).mockResolvedValueOnce(Response.json({ code: "unauthenticated", detail: "No." }, { status: 401 }));
  act(() => result.current.keep(written("a long")));
  await act(async () => vi.advanceTimersByTimeAsync(600));
  expect(result.current).toMatchObject({ kept: "here", signedOut: true });

  // More is typed: nothing of what was said is taken back by that alone.
  act(() => result.current.keep(written("a long justification")));
  expect(result.current.signedOut).toBe(true);
  expect((await store.drafts())[0]?.draft.comment).toBe("a long justification");

  vi.mocked(fetch).mockResolvedValue(Response.json({ draftVersion: work.draftVersion + 1, savedAt }));
  await act(async () => vi.advanceTimersByTimeAsync(5_000));
  vi.useRealTimers();
  await waitFor(() => expect(result.current).toMatchObject({ kept: "server", savedAt, signedOut: false }));
  expect(String(vi.mocked(fetch).mock.calls.at(-1)?.[1]?.body)).toContain("a long justification");
});

const savedAt = "2026-01-01T00:00:00.000Z";
const saved = (draftVersion: number): Response => Response.json({ draftVersion, savedAt });
const bodies = (): string[] => vi.mocked(fetch).mock.calls.map(([, init]) => String(init?.body));
const draft = (kept = draftStore(lasting(), [])) => renderHook(() => useDraft(place, work, kept, () => undefined));

it("sends one draft at a time: of two on a slow network the older may not arrive last", async () => {
  const { result } = draft();
  let answer: (response: Response) => void = () => undefined;
  vi.mocked(fetch).mockImplementationOnce(() => new Promise((resolve) => (answer = resolve)));
  vi.mocked(fetch).mockResolvedValueOnce(saved(2));
  act(() => result.current.keep(written("first")));
  await act(async () => vi.advanceTimersByTimeAsync(600));
  act(() => result.current.keep(written("first and second")));
  await act(async () => vi.advanceTimersByTimeAsync(2_000));
  expect(bodies()).toHaveLength(1);
  await act(async () => answer(saved(1)));
  await act(async () => vi.advanceTimersByTimeAsync(0));
  expect(bodies()).toHaveLength(2);
  expect(bodies()[1]).toContain("first and second");
  expect(result.current).toMatchObject({ kept: "server", overwrote: false });
});

it("tells of another tab only where one wrote: not after an answer of the server that was lost", async () => {
  const { result } = draft();
  vi.mocked(fetch).mockRejectedValueOnce(new TypeError("away"));
  act(() => result.current.keep(written("stored, and not acknowledged")));
  await act(async () => vi.advanceTimersByTimeAsync(600));
  vi.mocked(fetch).mockResolvedValueOnce(saved(2));
  await act(async () => vi.advanceTimersByTimeAsync(5_000));
  expect(result.current).toMatchObject({ kept: "server", overwrote: false });
  vi.mocked(fetch).mockResolvedValueOnce(saved(4));
  act(() => result.current.keep(written("after another tab")));
  await act(async () => vi.advanceTimersByTimeAsync(600));
  expect(result.current).toMatchObject({ kept: "server", overwrote: true });
});

it("does not take its own earlier drafts for another tab's where the item comes back to the screen", async () => {
  const kept = draftStore(lasting(), []);
  const first = draft(kept);
  vi.mocked(fetch).mockResolvedValueOnce(saved(1));
  act(() => first.result.current.keep(written("before it was put behind the others")));
  await act(async () => vi.advanceTimersByTimeAsync(600));
  first.unmount();
  const again = draft(kept);
  vi.mocked(fetch).mockResolvedValueOnce(saved(2));
  act(() => again.result.current.keep(written("and after")));
  await act(async () => vi.advanceTimersByTimeAsync(600));
  expect(again.result.current).toMatchObject({ kept: "server", overwrote: false });
});

it.each([
  ["a disk that is full", lasting({ putDraft: async () => false })],
  ["a browser that keeps nothing", memoryStore()],
])("does not say that a draft is saved where neither the server nor the browser has it: %s", async (_name, store) => {
  const { result } = draft(draftStore(store, []));
  vi.mocked(fetch).mockRejectedValueOnce(new TypeError("away"));
  act(() => result.current.keep(written("in this page alone")));
  await act(async () => vi.advanceTimersByTimeAsync(600));
  expect(result.current.kept).toBe("nowhere");
  vi.mocked(fetch).mockResolvedValueOnce(saved(1));
  await act(async () => vi.advanceTimersByTimeAsync(5_000));
  expect(result.current.kept).toBe("server");
});

it("tells with what is kept here which version of the server it was written after, its own under way included", async () => {
  const store = lasting();
  const { result } = draft(draftStore(store, []));
  const after = async (): Promise<number[]> => (await store.drafts()).map((row) => row.after);
  act(() => result.current.keep(written("first")));
  expect(await after()).toEqual([0]);
  let fail: (reason: Error) => void = () => undefined;
  vi.mocked(fetch).mockImplementationOnce(() => new Promise((_resolve, reject) => (fail = reject)));
  await act(async () => vi.advanceTimersByTimeAsync(600));
  act(() => result.current.keep(written("while the first is under way")));
  expect(await after()).toEqual([1]);
  // It may have arrived.
  await act(async () => fail(new TypeError("away")));
  act(() => result.current.keep(written("after its answer was lost")));
  expect(await after()).toEqual([1]);
});
