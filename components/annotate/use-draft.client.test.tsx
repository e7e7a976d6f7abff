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
  const { result } = renderHook(() => useDraft(place, work, store, () => undefined));
  vi.mocked(fetch).mockResolvedValueOnce(Response.json({ code: "unauthenticated", detail: "No." }, { status: 401 }));
  act(() => result.current.keep(written("a long")));
  await act(async () => vi.advanceTimersByTimeAsync(600));
  expect(result.current).toMatchObject({ kept: "here", signedOut: true });

  // More is typed: nothing of what was said is taken back by that alone.
  act(() => result.current.keep(written("a long justification")));
  expect(result.current.signedOut).toBe(true);
  expect((await store.drafts())[0]?.draft.comment).toBe("a long justification");

  const savedAt = "2026-01-01T00:00:00.000Z";
  vi.mocked(fetch).mockResolvedValue(Response.json({ draftVersion: work.draftVersion + 1, savedAt }));
  await act(async () => vi.advanceTimersByTimeAsync(5_000));
  vi.useRealTimers();
  await waitFor(() => expect(result.current).toMatchObject({ kept: "server", savedAt, signedOut: false }));
  expect(String(vi.mocked(fetch).mock.calls.at(-1)?.[1]?.body)).toContain("a long justification");
});
