import { act, cleanup, renderHook, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { memoryStore } from "@/components/annotate/memory-store";
import { useDraft } from "@/components/annotate/use-draft";
import type { Draft } from "@/lib/annotations/schema";
import { plainWork } from "@/scripts/testing/work";

const place = { projectId: "prj_1", campaignId: "cmp_1" };
const written = (comment: string): Draft => ({ response: null, comment, flagged: false, extras: [] });
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
  const store = memoryStore();
  const kept = { store, versions: new Map<string, number>() };
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
const draft = (versions = new Map<string, number>()) => {
  const kept = { store: memoryStore(), versions };
  return renderHook(() => useDraft(place, work, kept, () => undefined));
};

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
  const versions = new Map<string, number>();
  const first = draft(versions);
  vi.mocked(fetch).mockResolvedValueOnce(saved(1));
  act(() => first.result.current.keep(written("before it was put behind the others")));
  await act(async () => vi.advanceTimersByTimeAsync(600));
  first.unmount();
  const again = draft(versions);
  vi.mocked(fetch).mockResolvedValueOnce(saved(2));
  act(() => again.result.current.keep(written("and after")));
  await act(async () => vi.advanceTimersByTimeAsync(600));
  expect(again.result.current).toMatchObject({ kept: "server", overwrote: false });
});
