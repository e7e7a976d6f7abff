import { act, cleanup, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { DeskWords } from "@/components/annotate/desk-words";
import { memoryStore } from "@/components/annotate/memory-store";
import english from "@/components/annotate/messages/en.json";
import { useDeskWork } from "@/components/annotate/use-desk-work";
import { notifyFailed } from "@/components/ui/toast";
import { plainWork } from "@/scripts/testing/work";

vi.mock("@/components/ui/toast", () => ({ notifyDone: vi.fn(), notifyFailed: vi.fn() }));

const inEnglish = ({ children }: { children: ReactNode }) => (
  <DeskWords language={{ locale: "en", messages: english, said: {} }}>{children}</DeskWords>
);
const item = plainWork("1");
const settings = {
  userId: "usr_a",
  place: { projectId: "prj_1", campaignId: "cmp_1" },
  leaseSeconds: 600,
  ahead: 1,
  initial: { done: 0, skipped: 0, left: 1, activeSeconds: 0 },
  localDrafts: [],
};

beforeEach(() => {
  vi.stubGlobal(
    "fetch",
    vi.fn<typeof fetch>(async (path) => {
      if (String(path).endsWith("/skip"))
        return Response.json({ code: "lease_lost", detail: "It went to somebody else." }, { status: 409 });
      return Response.json(String(path).endsWith("/next") ? { work: [] } : { done: 0, skipped: 0, left: 1, activeSeconds: 0, lost: [] });
    }),
  );
});
afterEach(() => {
  cleanup();
  vi.clearAllMocks();
  vi.unstubAllGlobals();
});

it.each([
  { note: "", kept: [] },
  { note: "a wound, without a warning", kept: ["It went to somebody else."] },
])("forgets a skip that the server refuses, since the item is gone, but not the note to it: “$note”", async ({ note, kept }) => {
  const own = { ...settings, store: memoryStore() };
  const { result } = renderHook(() => useDeskWork(own), { wrapper: inEnglish });
  act(() => result.current.skip(item, "unsafe", note));
  await waitFor(() => expect(vi.mocked(fetch).mock.calls.map(([path]) => path)).toContain("/api/desk/skip"));
  await waitFor(() => expect(result.current.waiting).toBe(0));
  expect(result.current.aside.rows.map(({ reason }) => reason)).toEqual(kept);
});

it("keeps no draft of a task that another tab answered: it may be asked once more", async () => {
  const store = memoryStore();
  const draft = { response: null, comment: "of the first time", flagged: false, extras: [] };
  const row = { assignmentId: "1", taskId: "tsk_1", after: 0, draft };
  await store.putDraft(row);
  const own = { ...settings, store, localDrafts: [{ ...row, userId: "usr_a", campaignId: "cmp_1", at: 0 }] };
  const { result } = renderHook(() => useDeskWork(own), { wrapper: inEnglish });
  expect(result.current.drafts.written.has("tsk_1")).toBe(true);
  const other = new BroadcastChannel("plumbline-outbox:usr_a:cmp_1");
  other.postMessage({ of: "acknowledged", did: "submit", taskId: "tsk_1" });
  await waitFor(() => expect(result.current.drafts.written.has("tsk_1")).toBe(false));
  expect(await store.drafts()).toEqual([]);
  other.close();
});

const away = (): Response => Response.json({ code: "unavailable", detail: "The database cannot be reached." }, { status: 503 });

it.each([
  { undo: away, told: "The undo was not answered" },
  {
    undo: () => Response.json({ assignmentId: "9", was: "submit" }),
    told: "Your last answer was taken back; its item comes here once it can be fetched",
  },
  {
    undo: () => Response.json({ code: "conflict", detail: "There is nothing to take back." }, { status: 409 }),
    told: "Nothing was taken back",
  },
])("says no more of an undo than is known: “$told”", async ({ undo, told }) => {
  vi.stubGlobal(
    "fetch",
    vi.fn<typeof fetch>(async (path) => (String(path).endsWith("/undo") ? undo() : away())),
  );
  const own = { ...settings, store: memoryStore() };
  const { result } = renderHook(() => useDeskWork(own), { wrapper: inEnglish });
  await act(async () => result.current.takeBack());
  expect(vi.mocked(notifyFailed).mock.calls.map(([title]) => title)).toEqual([told]);
});
