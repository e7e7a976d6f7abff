import { act, cleanup, renderHook, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { dropForeignOutboxes, newKey, readOutbox, writeOutbox } from "@/components/annotate/outbox";
import type { OutboxEntry } from "@/components/annotate/outbox";
import { useOutbox } from "@/components/annotate/use-outbox";

const place = { projectId: "prj_1", campaignId: "cmp_1" };
const entry = (n: number): OutboxEntry => ({
  ...place,
  assignmentId: String(n),
  epoch: "1",
  idemKey: `key-number-${n}-0000`,
  response: { answers: { overall: { choice: 0 } } },
  comment: "",
  flagged: false,
  extras: [],
});

const accepted = (n: number): Response =>
  Response.json({
    id: `ann_${n}`,
    taskId: "tsk",
    assignmentId: String(n),
    response: {},
    comment: null,
    flagged: false,
    createdAt: "2026-01-01T00:00:00.000Z",
  });
const refusal = (status: number, code: string): Response => Response.json({ code, title: "No." }, { status });

const keysSent = (): string[] =>
  vi.mocked(fetch).mock.calls.map(([, init]) => (typeof init?.body === "string" ? String(Object(JSON.parse(init.body)).idemKey) : ""));

const quiet = { sent: () => undefined, refused: () => undefined };

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal("fetch", vi.fn<typeof fetch>());
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe("the store of answers on their way", () => {
  it("outlives a reload and is each person's own", () => {
    writeOutbox(localStorage, "usr_a", "cmp_1", [entry(1), entry(2)]);
    expect(readOutbox(localStorage, "usr_a", "cmp_1")).toEqual([entry(1), entry(2)]);
    expect(readOutbox(localStorage, "usr_b", "cmp_1")).toEqual([]);
    dropForeignOutboxes(localStorage, "usr_b");
    expect(readOutbox(localStorage, "usr_a", "cmp_1")).toEqual([]);
  });

  it("drops what it cannot read and leaves nothing behind when empty", () => {
    localStorage.setItem("plumbline-outbox:usr_a:cmp_1", '[{"half": true}]');
    expect(readOutbox(localStorage, "usr_a", "cmp_1")).toEqual([]);
    writeOutbox(localStorage, "usr_a", "cmp_1", [entry(1)]);
    writeOutbox(localStorage, "usr_a", "cmp_1", []);
    expect(localStorage).toHaveLength(0);
  });

  it("makes keys that are long enough and differ", () => {
    expect(newKey()).toMatch(/^[0-9a-f]{32}$/);
    expect(newKey()).not.toBe(newKey());
  });
});

describe("sending", () => {
  it("keeps an answer while the network is away and sends it later under the same key, in order", async () => {
    vi.mocked(fetch).mockRejectedValueOnce(new TypeError("offline"));
    const { result } = renderHook(() => useOutbox("usr_a", place, quiet));
    act(() => result.current.add(entry(1)));
    await waitFor(() => expect(result.current.offline).toBe(true));
    expect(result.current.waiting).toBe(1);
    expect(readOutbox(localStorage, "usr_a", "cmp_1")).toHaveLength(1);
    vi.mocked(fetch).mockResolvedValueOnce(accepted(1)).mockResolvedValueOnce(accepted(2));
    act(() => result.current.add(entry(2)));
    await waitFor(() => expect(result.current.waiting).toBe(0));
    expect(result.current.offline).toBe(false);
    expect(keysSent()).toEqual([entry(1).idemKey, entry(1).idemKey, entry(2).idemKey]);
    expect(localStorage).toHaveLength(0);
  });

  it("sends what an earlier visit left", async () => {
    writeOutbox(localStorage, "usr_a", "cmp_1", [entry(3)]);
    vi.mocked(fetch).mockResolvedValueOnce(accepted(3));
    const { result } = renderHook(() => useOutbox("usr_a", place, quiet));
    await waitFor(() => expect(localStorage).toHaveLength(0));
    expect(keysSent()).toEqual([entry(3).idemKey]);
    expect(result.current.waiting).toBe(0);
  });

  it("tells of a refusal, goes on with the next, and does not try again", async () => {
    vi.mocked(fetch).mockResolvedValueOnce(refusal(409, "lease_lost")).mockResolvedValueOnce(accepted(2));
    const refused = vi.fn();
    const { result } = renderHook(() => useOutbox("usr_a", place, { ...quiet, refused }));
    act(() => {
      result.current.add(entry(1));
      result.current.add(entry(2));
    });
    await waitFor(() => expect(result.current.waiting).toBe(0));
    expect(refused).toHaveBeenCalledOnce();
    expect(refused.mock.calls[0]?.[1]).toMatchObject({ code: "lease_lost" });
    expect(keysSent()).toEqual([entry(1).idemKey, entry(2).idemKey]);
  });

  it("waits where the server is in trouble: nothing was decided", async () => {
    vi.mocked(fetch).mockResolvedValueOnce(refusal(503, "unavailable"));
    const refused = vi.fn();
    const { result } = renderHook(() => useOutbox("usr_a", place, { ...quiet, refused }));
    act(() => result.current.add(entry(1)));
    await waitFor(() => expect(result.current.offline).toBe(true));
    expect(refused).not.toHaveBeenCalled();
    expect(result.current.holding()).toEqual(["1"]);
  });
});
