import { beforeEach, describe, expect, it, vi } from "vitest";

/** The browser's locks as the specification has them: granted in the order of the requests, ended by their holder or by a signal. */
const lockManager = () => {
  const held = new Set<string>();
  const queue: { name: string; grant: () => void }[] = [];
  const next = (name: string): void => {
    const index = queue.findIndex((waiting) => waiting.name === name);
    if (index >= 0) queue.splice(index, 1)[0]?.grant();
  };
  return {
    names: () => [...held],
    request: (name: string, { signal }: { signal: AbortSignal }, run: (lock: object) => Promise<void>) =>
      new Promise<void>((resolve, reject) => {
        const grant = (): void => {
          held.add(name);
          void run({ name }).then(() => {
            held.delete(name);
            next(name);
            resolve();
          });
        };
        if (!held.has(name)) return grant();
        const waiting = { name, grant };
        queue.push(waiting);
        signal.addEventListener("abort", () => {
          queue.splice(queue.indexOf(waiting), 1);
          reject(new DOMException("waited for long enough", "TimeoutError"));
        });
      }),
  };
};

/** A page of its own: what a module keeps is not shared with the page before. */
const openPage = async () => {
  vi.resetModules();
  return import("@/components/annotate/own-tab");
};

describe("the place of a page in its tab", () => {
  let manager: ReturnType<typeof lockManager>;
  let patience: AbortController;

  beforeEach(() => {
    vi.restoreAllMocks();
    sessionStorage.clear();
    manager = lockManager();
    patience = new AbortController();
    vi.stubGlobal("navigator", { locks: manager });
    vi.spyOn(AbortSignal, "timeout").mockImplementation(() => patience.signal);
  });

  it("is taken by the page after a reload once the page before has left it", async () => {
    const before = await openPage();
    await before.enterTab();
    const [place] = manager.names();
    const after = await openPage();
    const entered = vi.fn();
    const entering = after.enterTab().then(entered);
    await Promise.resolve();
    expect(entered).not.toHaveBeenCalled();
    before.leaveTab();
    await entering;
    expect(manager.names()).toEqual([place]);
  });

  it("is another in a duplicated tab, whose storage is a copy", async () => {
    const original = await openPage();
    await original.enterTab();
    const copy = await openPage();
    const entering = copy.enterTab();
    await vi.waitFor(() => expect(AbortSignal.timeout).toHaveBeenCalledTimes(2));
    patience.abort();
    patience = new AbortController();
    await entering;
    expect(new Set(manager.names()).size).toBe(2);
  });

  it("has an order that items come back in; what is new comes last", async () => {
    const page = await openPage();
    page.rememberOrder("cmp_1", ["c", "a", "gone"]);
    const items = ["new", "a", "b", "c"].map((taskId) => ({ taskId }));
    expect(page.inRememberedOrder("cmp_1", items).map(({ taskId }) => taskId)).toEqual(["c", "a", "new", "b"]);
    expect(page.inRememberedOrder("cmp_2", items)).toEqual(items);
  });
});
