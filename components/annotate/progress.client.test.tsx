import { act, cleanup, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { OutboxRow } from "@/components/annotate/local-store";
import { useProgress } from "@/components/annotate/use-progress";

const place = { projectId: "prj_1", campaignId: "cmp_1" };
const initial = { done: 5, skipped: 0, left: 10, activeSeconds: 0 };
const skipRow: OutboxRow = {
  userId: "usr_a",
  campaignId: "cmp_1",
  seq: 1,
  work: null,
  entry: { did: "skip", ...place, assignmentId: "1", epoch: "1", reason: "other", note: "" },
};

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("fetch", vi.fn<typeof fetch>());
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const settle = async (ms: number): Promise<void> =>
  act(async () => {
    await vi.advanceTimersByTimeAsync(ms);
  });

it("drops an answer of the server to a question that was asked before a skip", async () => {
  let answer: (response: Response) => void = () => undefined;
  vi.mocked(fetch).mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
  const { result, rerender } = renderHook(({ waiting }) => useProgress(place, initial, waiting), {
    initialProps: { waiting: [] as OutboxRow[] },
  });
  act(() => result.current.acknowledged("submit"));
  expect(result.current.progress.done).toBe(6);
  await settle(1_500);
  expect(fetch).toHaveBeenCalledOnce();

  rerender({ waiting: [skipRow] });
  expect(result.current.progress).toMatchObject({ done: 6, skipped: 1, left: 8 });
  await act(async () => answer(Response.json({ ...initial, done: 5, skipped: 0, left: 10 })));
  expect(result.current.progress).toMatchObject({ done: 6, skipped: 1, left: 8 });

  vi.mocked(fetch).mockResolvedValueOnce(Response.json({ done: 6, skipped: 1, left: 7, activeSeconds: 9 }));
  rerender({ waiting: [] });
  act(() => result.current.acknowledged("skip"));
  expect(result.current.progress).toMatchObject({ done: 6, skipped: 1, left: 8 });
  await settle(1_500);
  expect(result.current.progress).toMatchObject({ done: 6, skipped: 1, left: 7 });
});

it("does not ask while something is on its way, and counts it meanwhile", async () => {
  const { result, rerender } = renderHook(({ waiting }) => useProgress(place, initial, waiting), {
    initialProps: { waiting: [] as OutboxRow[] },
  });
  rerender({ waiting: [skipRow] });
  await settle(3_000);
  expect(fetch).not.toHaveBeenCalled();
  expect(result.current.progress).toMatchObject({ skipped: 1, left: 9 });
});

it("follows what is taken back", () => {
  const { result } = renderHook(() => useProgress(place, initial, []));
  act(() => result.current.takenBack("submit"));
  expect(result.current.progress).toMatchObject({ done: 4, left: 11 });
});
