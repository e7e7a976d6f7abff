import { act, cleanup, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { useStandingNotice } from "@/components/annotate/use-standing-notice";

const place = { projectId: "prj", campaignId: "cmp" };
let said = { standing: "working", message: "" };

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("fetch", () => Promise.resolve(Response.json(said)));
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const later = (): Promise<void> =>
  act(async () => {
    await vi.advanceTimersByTimeAsync(181_000);
  });

describe("a word to somebody at the desk", () => {
  it("is heard while they work, and stays away once it was put away", async () => {
    const { result } = renderHook(() => useStandingNotice(place, ""));
    await later();
    expect(result.current.notice).toBe("");
    said = { standing: "warned", message: "Please read the guide." };
    await later();
    expect(result.current.notice).toBe("Please read the guide.");
    act(() => result.current.putAway());
    await later();
    expect(result.current.notice).toBe("");
    said = { standing: "paused", message: "Your work rests." };
    await later();
    expect(result.current.notice).toBe("");
  });
});
