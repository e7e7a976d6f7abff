import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Engine } from "@/lib/reward-models/open-engine";
import { engineOf } from "@/lib/reward-models/score-candidates";
import { inTurn } from "@/lib/reward-models/serve-scores";

vi.mock("@/lib/reward-models/score-candidates", () => ({ engineOf: vi.fn() }));

/** Engines as far as they are asked here: each says which of those opened it is, and none answers once it is closed. */
const opened: { closed: boolean }[] = [];
const open = (): Engine => {
  const state = { closed: false };
  opened.push(state);
  const place = opened.length;
  const score = async () => {
    if (state.closed) throw new Error("the engine ended by SIGKILL");
    return { scores: [place], members: [], aspects: {}, coordinates: null };
  };
  const unused = () => Promise.reject(new Error("is not asked here"));
  return {
    score,
    train: unused,
    load: unused,
    explain: unused,
    close: async () => {
      state.closed = true;
    },
  };
};
const scoreOf = (versionId: string) => inTurn("prj_a", versionId, async (engine) => (await engine.score([])).scores[0]);

beforeEach(() => {
  opened.length = 0;
  vi.mocked(engineOf)
    .mockReset()
    .mockImplementation(async () => open());
});

describe("requests on one engine", () => {
  it("are answered though the one before them failed, by another engine", async () => {
    const failing = inTurn("prj_a", "rmv_failing", () => Promise.reject(new Error("the heap is full")));
    const answers = await Promise.allSettled([failing, scoreOf("rmv_failing"), scoreOf("rmv_failing")]);
    expect(answers).toMatchObject([
      { status: "rejected", reason: { message: "the heap is full" } },
      { status: "fulfilled", value: 2 },
      { status: "fulfilled", value: 2 },
    ]);
    expect(opened.map(({ closed }) => closed)).toEqual([true, false]);
    expect(await scoreOf("rmv_failing")).toBe(2);
  });

  it("fail together where it cannot be opened, and the next one tries again", async () => {
    vi.mocked(engineOf).mockRejectedValueOnce(new Error("its file is gone"));
    const answers = await Promise.allSettled([scoreOf("rmv_gone"), scoreOf("rmv_gone")]);
    expect(answers.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(engineOf).toHaveBeenCalledTimes(1);
    expect(await scoreOf("rmv_gone")).toBe(1);
  });

  it("fail alone where another engine cannot be opened after one failed", async () => {
    const failing = inTurn("prj_a", "rmv_both", () => Promise.reject(new Error("the heap is full")));
    vi.mocked(engineOf)
      .mockImplementationOnce(async () => open())
      .mockRejectedValueOnce(new Error("its file is gone"));
    const answers = await Promise.allSettled([failing, scoreOf("rmv_both")]);
    expect(answers).toMatchObject([{ reason: { message: "the heap is full" } }, { reason: { message: "its file is gone" } }]);
    expect(await scoreOf("rmv_both")).toBe(2);
  });
});
