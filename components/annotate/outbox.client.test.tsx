import "fake-indexeddb/auto";
import { act, cleanup, renderHook, waitFor } from "@testing-library/react";
import { deleteDB } from "idb";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { clearLocalStore, countUnsent } from "@/components/annotate/clear-local-store";
import { themeKey } from "@/components/shell/theme-key";
import { databaseName, newKey, openLocalStore } from "@/components/annotate/local-store";
import type { LocalStore, OutboxEntry } from "@/components/annotate/local-store";
import { memoryStore } from "@/components/annotate/memory-store";
import { useOutbox } from "@/components/annotate/use-outbox";
import type { Work } from "@/lib/assignments/schema";
import { plainWork } from "@/scripts/testing/work";

const place = { projectId: "prj_1", campaignId: "cmp_1" };
const entry = (n: number): Extract<OutboxEntry, { did: "submit" }> => ({
  did: "submit",
  ...place,
  assignmentId: String(n),
  epoch: "1",
  idemKey: `key-number-${n}-0000`,
  response: { answers: { overall: { choice: 0 } } },
  comment: "",
  flagged: false,
  extras: [],
});
const work = (n: number): Work => plainWork(String(n), { unitKey: "0-1" });

const accepted = (n: number): Response =>
  Response.json({
    id: `ann_${n}`,
    taskId: "tsk",
    assignmentId: String(n),
    response: {},
    comment: null,
    flagged: false,
    extras: [],
    createdAt: "2026-01-01T00:00:00.000Z",
  });
const refusal = (status: number, code: string): Response => Response.json({ code, detail: "No." }, { status });

const keysSent = (): string[] =>
  vi.mocked(fetch).mock.calls.map(([, init]) => (typeof init?.body === "string" ? String(Object(JSON.parse(init.body)).idemKey) : ""));

const quiet = { along: async () => null, sent: () => undefined, takenBack: () => undefined, refused: async () => undefined };
const owner = (userId: string) => ({ userId, campaignId: "cmp_1" });

let store: LocalStore;
beforeEach(async () => {
  vi.stubGlobal("fetch", vi.fn<typeof fetch>());
  store = await openLocalStore(owner("usr_a"));
});
afterEach(async () => {
  cleanup();
  store.close();
  vi.unstubAllGlobals();
  await deleteDB(databaseName);
});

describe.each([
  ["in the browser's database", () => Promise.resolve(store)],
  ["in a tab that may keep nothing", async () => memoryStore()],
])("what is kept %s", (_where, open) => {
  it("comes back in the order given", async () => {
    const kept = await open();
    for (const n of [1, 2, 3]) await kept.addOutbox(entry(n), work(n));
    const rows = await kept.outbox();
    expect(rows.map((row) => row.entry.assignmentId)).toEqual(["1", "2", "3"]);
    await kept.removeOutbox(rows[1]?.seq ?? -1);
    expect((await kept.outbox()).map((row) => row.work?.prompt)).toEqual(["Question 1", "Question 3"]);
  });

  it("holds drafts, items and refused answers until they are let go", async () => {
    const kept = await open();
    const draft = { response: { a: 1 }, comment: "half", flagged: true, extras: [] };
    const mine = { assignmentId: "7", taskId: "tsk_7", after: 0 };
    await kept.putDraft({ ...mine, draft });
    await kept.putDraft({ ...mine, draft: { ...draft, comment: "whole" } });
    expect((await kept.drafts()).map((row) => row.draft.comment)).toEqual(["whole"]);
    await kept.removeDraft("7");
    expect(await kept.drafts()).toEqual([]);
    await kept.putReady(work(4));
    expect(await kept.ready()).toEqual([work(4)]);
    await kept.removeReady("4");
    expect(await kept.ready()).toEqual([]);
    await kept.putAside(entry(5), "Question 5", "Too late.");
    const [aside] = await kept.aside();
    expect(aside).toMatchObject({ title: "Question 5", reason: "Too late.", entry: { assignmentId: "5" } });
    await kept.removeAside(aside?.seq ?? -1);
    expect(await kept.aside()).toEqual([]);
  });
});

describe("the browser's database", () => {
  it("outlives the page, and holds nothing of whoever sat there before", async () => {
    await store.addOutbox(entry(1), null);
    store.close();
    store = await openLocalStore(owner("usr_a"));
    expect(await store.outbox()).toHaveLength(1);
    const other = await openLocalStore(owner("usr_b"));
    expect(await other.outbox()).toEqual([]);
    other.close();
    expect(await store.outbox()).toEqual([]);
  });

  it("is apart for each campaign", async () => {
    await store.addOutbox(entry(1), null);
    const other = await openLocalStore({ userId: "usr_a", campaignId: "cmp_2" });
    expect(await other.outbox()).toEqual([]);
    other.close();
    expect(await store.outbox()).toHaveLength(1);
  });

  it("keeps in the tab what the disk has no room for, in its order", async () => {
    await store.addOutbox(entry(1), null);
    const full = vi.spyOn(IDBObjectStore.prototype, "add").mockImplementation(() => {
      throw new DOMException("no room", "QuotaExceededError");
    });
    await store.addOutbox(entry(2), null);
    full.mockRestore();
    await store.addOutbox(entry(3), null);
    expect((await store.outbox()).map((row) => row.entry.assignmentId)).toEqual(["1", "2", "3"]);
    for (const row of await store.outbox()) await store.removeOutbox(row.seq);
    expect(await store.outbox()).toEqual([]);
  });

  it("sets a refused answer aside in the tab where the disk has no room, so that none of those behind it waits", async () => {
    const full = vi.spyOn(IDBObjectStore.prototype, "add").mockImplementation(() => {
      throw new DOMException("no room", "QuotaExceededError");
    });
    await store.putAside(entry(1), "A question", "No.");
    full.mockRestore();
    await store.putAside(entry(2), "Another", "No.");
    const rows = await store.aside();
    expect(rows.map(({ title }) => title).toSorted()).toEqual(["A question", "Another"]);
    for (const { seq } of rows) await store.removeAside(seq);
    expect(await store.aside()).toEqual([]);
  });

  it("says of a draft whether the disk had room for it", async () => {
    const mine = { assignmentId: "7", taskId: "tsk_7", after: 0, draft: { response: null, comment: "half", flagged: false, extras: [] } };
    const full = vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(() => {
      throw new DOMException("no room", "QuotaExceededError");
    });
    expect(await store.putDraft(mine)).toBe(false);
    full.mockRestore();
    expect(await store.putDraft(mine)).toBe(true);
  });

  it("does not send again what arrived and cannot be taken off the disk, and goes on with the next", async () => {
    for (const n of [1, 2]) await store.addOutbox(entry(n), null);
    const stuck = vi.spyOn(IDBObjectStore.prototype, "delete").mockImplementation(() => {
      throw new DOMException("no room", "QuotaExceededError");
    });
    vi.mocked(fetch).mockResolvedValueOnce(accepted(1)).mockResolvedValueOnce(accepted(2));
    const refused = vi.fn(async () => undefined);
    const { result } = renderHook(() => useOutbox(store, "usr_a:cmp_1", { ...quiet, refused }));
    await waitFor(() => expect(keysSent()).toEqual([entry(1).idemKey, entry(2).idemKey]));
    await waitFor(() => expect(result.current).toMatchObject({ waiting: [], trouble: null }));
    expect(refused).not.toHaveBeenCalled();
    stuck.mockRestore();
  });

  it("is opened again where the browser ended its connection under a page that stays open", async () => {
    await deleteDB(databaseName);
    await store.addOutbox(entry(1), null);
    const later = await openLocalStore(owner("usr_a"));
    expect(await later.outbox()).toHaveLength(1);
    later.close();
    store.close();
    await expect(store.drafts()).rejects.toThrow();
  });

  it("gives keys that are long enough and differ", () => {
    expect(newKey()).toMatch(/^[0-9a-f]{32}$/);
    expect(newKey()).not.toBe(newKey());
  });
});

describe("signing out", () => {
  it("counts what was not sent, and leaves nothing of anybody but the theme", async () => {
    await store.addOutbox(entry(1), work(1));
    await store.putDraft({
      assignmentId: "2",
      taskId: "tsk_2",
      after: 0,
      draft: { response: null, comment: "half a thought", flagged: false, extras: [] },
    });
    window.localStorage.setItem(themeKey, "dark");
    window.localStorage.setItem("plumbline-ranking-view", "grid");
    expect(await countUnsent()).toBe(1);
    await clearLocalStore();
    expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain(databaseName);
    expect(await countUnsent()).toBe(0);
    expect(Object.keys(window.localStorage)).toEqual([themeKey]);
  });
});

describe("sending", () => {
  const start = (on: Parameters<typeof useOutbox>[2] = quiet) => renderHook(() => useOutbox(store, "usr_a:cmp_1", on));

  it("keeps an answer while the network is away and sends it later under the same key, in order", async () => {
    vi.mocked(fetch).mockRejectedValueOnce(new TypeError("offline"));
    const { result } = start();
    act(() => result.current.add(entry(1), null));
    await waitFor(() => expect(result.current.trouble).toBe("offline"));
    expect(result.current.waiting).toHaveLength(1);
    vi.mocked(fetch).mockResolvedValueOnce(accepted(1)).mockResolvedValueOnce(accepted(2));
    act(() => result.current.add(entry(2), null));
    await waitFor(() => expect(result.current.waiting).toHaveLength(0));
    expect(result.current.trouble).toBeNull();
    expect(keysSent()).toEqual([entry(1).idemKey, entry(1).idemKey, entry(2).idemKey]);
    expect(await store.outbox()).toEqual([]);
  });

  it("sends what an earlier visit left, skips among the answers", async () => {
    await store.addOutbox(entry(3), null);
    await store.addOutbox({ did: "skip", ...place, assignmentId: "4", epoch: "1", reason: "language", note: "" }, null);
    vi.mocked(fetch).mockResolvedValueOnce(accepted(3)).mockResolvedValueOnce(Response.json(null));
    const sent = vi.fn();
    const { result } = start({ ...quiet, sent });
    await waitFor(() => expect(sent).toHaveBeenCalledTimes(2));
    expect(vi.mocked(fetch).mock.calls.map(([path]) => path)).toEqual(["/api/desk/submit", "/api/desk/skip"]);
    expect(sent.mock.calls.map(([{ did }]) => did)).toEqual(["submit", "skip"]);
    await waitFor(() => expect(result.current.waiting).toEqual([]));
  });

  it("tells of a refusal, goes on with the next, and does not try again", async () => {
    vi.mocked(fetch).mockResolvedValueOnce(refusal(409, "lease_lost")).mockResolvedValueOnce(accepted(2));
    const refused = vi.fn(async () => undefined);
    const { result } = start({ ...quiet, refused });
    act(() => {
      result.current.add(entry(1), null);
      result.current.add(entry(2), null);
    });
    await waitFor(() => expect(keysSent()).toEqual([entry(1).idemKey, entry(2).idemKey]));
    await waitFor(() => expect(result.current.waiting).toHaveLength(0));
    expect(refused).toHaveBeenCalledOnce();
    expect(refused).toHaveBeenCalledWith(expect.objectContaining({ entry: entry(1) }), expect.objectContaining({ code: "lease_lost" }));
  });

  it.each([
    [503, "unavailable", "offline"],
    [429, "rate_limited", "offline"],
    [401, "unauthenticated", "signed-out"],
  ])("waits where nothing was decided: %s %s", async (status, code, trouble) => {
    vi.mocked(fetch).mockResolvedValueOnce(refusal(status, code));
    const refused = vi.fn(async () => undefined);
    const { result } = start({ ...quiet, refused });
    act(() => result.current.add(entry(1), null));
    await waitFor(() => expect(result.current.trouble).toBe(trouble));
    expect(refused).not.toHaveBeenCalled();
    expect(await store.outbox()).toHaveLength(1);
  });

  const flushed = async (outbox: { current: ReturnType<typeof useOutbox> }, times: number): Promise<void> => {
    for (let n = 0; n < times; n += 1) await act(async () => void (await outbox.current.flush()));
  };

  it("waits out a server that fails at everything, however long: nothing is put aside for it", async () => {
    vi.mocked(fetch).mockImplementation(async () => refusal(500, "internal"));
    const refused = vi.fn(async () => undefined);
    const { result } = start({ ...quiet, refused });
    for (const n of [1, 2]) await store.addOutbox(entry(n), null);
    await flushed(result, 20);
    expect(result.current.trouble).toBe("offline");
    expect(await store.outbox()).toHaveLength(2);
    vi.mocked(fetch).mockReset().mockResolvedValueOnce(accepted(1)).mockResolvedValueOnce(accepted(2));
    await flushed(result, 1);
    expect(keysSent()).toEqual([entry(1).idemKey, entry(2).idemKey]);
    expect(result.current).toMatchObject({ waiting: [], trouble: null });
    expect(refused).not.toHaveBeenCalled();
  });

  it("puts the one aside that a server fails at while it takes others, after it was tried once more", async () => {
    const answer = async (n: number): Promise<Response> => (n === 1 ? refusal(500, "internal") : accepted(n));
    vi.mocked(fetch).mockImplementation((_path, init) =>
      answer(Number(/key-number-(\d+)/.exec(typeof init?.body === "string" ? init.body : "")?.[1])),
    );
    const refused = vi.fn(async () => undefined);
    const { result } = start({ ...quiet, refused });
    await store.addOutbox(entry(1), null);
    await flushed(result, 9);
    expect(refused).not.toHaveBeenCalled();
    vi.mocked(fetch).mockClear();
    for (const n of [2, 3]) await store.addOutbox(entry(n), null);
    await flushed(result, 1);
    expect(keysSent()).toEqual([2, 1, 3].map((n) => entry(n).idemKey));
    expect(refused).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ entry: entry(1) }), expect.objectContaining({ status: 500 }));
    expect(await store.outbox()).toEqual([]);
  });

  it("asks for the items that are wanted along with an answer, and says when none came", async () => {
    vi.mocked(fetch)
      .mockResolvedValueOnce(Response.json({ ...(await accepted(1).json()), work: [work(7)] }))
      .mockRejectedValueOnce(new TypeError("offline"));
    const settle = vi.fn();
    const { result } = start({ ...quiet, along: async () => ({ next: { holding: ["1", "2"], want: 1 }, settle }) });
    act(() => result.current.add(entry(1), null));
    await waitFor(() => expect(settle).toHaveBeenCalledWith([expect.objectContaining({ prompt: "Question 7" })]));
    expect(JSON.parse(String(vi.mocked(fetch).mock.calls[0]?.[1]?.body))).toMatchObject({ next: { holding: ["1", "2"], want: 1 } });
    act(() => result.current.add(entry(2), null));
    await waitFor(() => expect(settle).toHaveBeenLastCalledWith(null));
    expect(await store.outbox()).toHaveLength(1);
  });

  it("tells the other tabs what the server gave back", async () => {
    const takenBack = vi.fn();
    start({ ...quiet, takenBack });
    const { result: here } = start();
    act(() => here.current.tellTakenBack("skip"));
    act(() => here.current.tellTakenBack("submit"));
    await waitFor(() => expect(takenBack.mock.calls).toEqual([["skip"], ["submit"]]));
  });

  it("takes the newest back before it is sent", async () => {
    vi.mocked(fetch).mockRejectedValue(new TypeError("offline"));
    const { result } = start();
    act(() => result.current.add(entry(1), work(1)));
    act(() => result.current.add(entry(2), work(2)));
    await waitFor(() => expect(result.current.waiting).toHaveLength(2));
    await waitFor(() => expect(result.current.trouble).toBe("offline"));
    await act(async () => {
      expect(await result.current.takeBack()).toMatchObject({ work: { prompt: "Question 2" } });
    });
    expect(result.current.waiting.map((row) => row.entry.assignmentId)).toEqual(["1"]);
  });

  it.each([
    ["what may have arrived: another answer to its item would be refused", true, null],
    ["but what never left the machine", false, { work: { prompt: "Question 1" } }],
  ])("does not take back here %s", async (_what, onLine, taken) => {
    vi.spyOn(navigator, "onLine", "get").mockReturnValue(onLine);
    vi.mocked(fetch).mockRejectedValue(new TypeError("the answer of the server was lost"));
    const { result } = start();
    act(() => result.current.add(entry(1), work(1)));
    await waitFor(() => expect(result.current.trouble).toBe("offline"));
    const back = await act(async () => result.current.takeBack());
    if (taken) expect(back).toMatchObject(taken);
    else expect(back).toBeNull();
    expect(result.current.waiting).toHaveLength(taken ? 0 : 1);
    vi.restoreAllMocks();
  });
});
