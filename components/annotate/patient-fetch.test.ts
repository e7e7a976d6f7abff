import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { saveDraft, nextWork } from "@/components/annotate/desk-api";
import { longBody } from "@/components/annotate/patient-fetch";

const place = { projectId: "prj_1", campaignId: "cmp_1" };
const seconds = (n: number) => vi.advanceTimersByTimeAsync(n * 1_000);
const offline = { name: "DeskProblem", code: "offline", passing: true };

/** How a promise stands: one that is looked at before it ends is not unhandled. */
const watch = <T>(promise: Promise<T>) => {
  const seen: { value?: T; error?: unknown } = {};
  void promise.then(
    (value) => (seen.value = value),
    (error: unknown) => (seen.error = error),
  );
  return seen;
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe("items that come in slowly", () => {
  const line = () => {
    let pieces: ReadableStreamDefaultController<Uint8Array> | undefined;
    vi.stubGlobal(
      "fetch",
      vi.fn<typeof fetch>(async (_path, init) => {
        const body = new ReadableStream<Uint8Array>({ start: (controller) => void (pieces = controller) });
        init?.signal?.addEventListener("abort", () => pieces?.error(new Error("aborted")));
        return new Response(body);
      }),
    );
    return {
      bring: (text: string) => pieces?.enqueue(new TextEncoder().encode(text)),
      end: () => pieces?.close(),
    };
  };

  it("are waited for as long as anything comes", async () => {
    const { bring, end } = line();
    const seen = watch(nextWork(place, [], 1));
    for (const piece of ['{"wo', 'rk"', ":", "[", "]", "}"]) {
      await seconds(15);
      bring(piece);
    }
    end();
    await seconds(0);
    expect(seen).toEqual({ value: [] });
  });

  it("are given up where nothing comes any more", async () => {
    const { bring } = line();
    const seen = watch(nextWork(place, [], 1));
    bring('{"work');
    await seconds(19);
    expect(seen).toEqual({});
    await seconds(2);
    expect(seen.error).toMatchObject(offline);
  });
});

describe("an answer of many pages", () => {
  class Line extends EventTarget {
    static now: Line;
    upload = new EventTarget();
    status = 0;
    responseText = "";
    sent = "";
    constructor() {
      super();
      Line.now = this;
    }
    open = vi.fn();
    setRequestHeader = vi.fn();
    send = (body: string) => void (this.sent = body);
    abort = () => this.dispatchEvent(new Event("loadend"));
    answer(status: number, body: object) {
      Object.assign(this, { status, responseText: JSON.stringify(body) });
      this.dispatchEvent(new Event("loadend"));
    }
  }

  const draft = { response: { text: "x".repeat(longBody) }, comment: "", flagged: false, extras: [] };
  const start = () => {
    vi.stubGlobal("XMLHttpRequest", Line);
    return watch(saveDraft(place, "1", draft));
  };

  it("goes out however long that takes, as long as it moves", async () => {
    const seen = start();
    for (let minute = 0; minute < 10; minute += 1) {
      await seconds(60);
      Line.now.upload.dispatchEvent(new Event("progress"));
    }
    // What the machine still held goes out after the browser called it sent.
    await seconds(100);
    Line.now.answer(200, { draftVersion: 3, savedAt: "2026-01-01T00:00:00.000Z" });
    await seconds(0);
    expect(seen.value).toMatchObject({ draftVersion: 3 });
    expect(JSON.parse(Line.now.sent)).toMatchObject({ assignmentId: "1", draft });
    expect(Line.now.open).toHaveBeenCalledWith("POST", "/api/desk/draft");
  });

  it("is tried again later where nothing moves any more, and where the connection breaks", async () => {
    const silent = start();
    await seconds(121);
    expect(silent.error).toMatchObject(offline);
    const broken = start();
    Line.now.abort();
    await seconds(0);
    expect(broken.error).toMatchObject(offline);
  });

  it("is refused in the server's own words", async () => {
    const seen = start();
    Line.now.answer(409, { code: "lease_lost", detail: "It went to somebody else." });
    await seconds(0);
    expect(seen.error).toMatchObject({ code: "lease_lost", status: 409, passing: false });
  });
});
