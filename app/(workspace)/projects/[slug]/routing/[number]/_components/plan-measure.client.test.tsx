import { cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { PlanMeasure } from "@/app/(workspace)/projects/[slug]/routing/[number]/_components/plan-measure";
import type { PlanMeasureProps } from "@/app/(workspace)/projects/[slug]/routing/[number]/_components/plan-measure";
import { measureGain } from "@/lib/ml/routing/measured-gain";

const { push, nextRound } = vi.hoisted(() => ({ push: vi.fn(), nextRound: vi.fn() }));
vi.mock("next/navigation", () => ({ useRouter: () => ({ push }) }));
vi.mock("@/app/(workspace)/projects/[slug]/routing/actions", () => ({ nextRound }));

afterEach(cleanup);
beforeEach(() => {
  push.mockReset();
  nextRound.mockReset();
});

const none = { answered: 0, differing: 0, predicted: 0 };

const show = (props: Partial<PlanMeasureProps>): void => {
  render(
    <PlanMeasure
      slug="p"
      projectId="prj"
      planId="pln"
      progress={{ done: 40, open: 10 }}
      measured={measureGain({ answered: 40, differing: 20, predicted: 19 }, none)}
      mayCommit
      {...props}
    />,
  );
};

describe("PlanMeasure", () => {
  it("says that nothing has come in yet, and still offers to plan anew", () => {
    show({ measured: measureGain(none, none), progress: { done: 0, open: 10 } });
    expect(screen.getByText(/No answer has come in yet/)).toBeTruthy();
    expect(screen.getByRole("button", { name: "Re-plan what is left" })).toBeTruthy();
  });

  it("shows what people changed beside what was predicted, without alarm where they agree", () => {
    show({});
    expect(screen.getByText("predicted for these items: 47.5 %")).toBeTruthy();
    expect(screen.getByText(/50\.0/)).toBeTruthy();
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it.each([
    { differing: 4, predicted: 30, word: "fewer" },
    { differing: 36, predicted: 10, word: "more" },
  ])("gives the alarm where people change $word labels than was predicted", ({ differing, predicted, word }) => {
    show({ measured: measureGain({ answered: 40, differing, predicted }, none) });
    expect(screen.getByRole("alert").textContent).toContain(`People change ${word} labels`);
    expect(screen.getAllByRole("button", { name: "Re-plan what is left" })).toHaveLength(1);
  });

  it("plans what is left anew and goes there; a refusal is said and nothing moves", async () => {
    nextRound.mockResolvedValueOnce({ ok: false, code: "refused", error: "Plan 1 is done.", fields: {} });
    nextRound.mockResolvedValueOnce({ ok: true, data: { number: 4 } });
    show({});
    await userEvent.click(screen.getByRole("button", { name: "Re-plan what is left" }));
    expect(await screen.findByText("Plan 1 is done.")).toBeTruthy();
    expect(push).not.toHaveBeenCalled();
    await userEvent.click(screen.getByRole("button", { name: "Re-plan what is left" }));
    await waitFor(() => expect(push).toHaveBeenCalledWith("/projects/p/routing/4"));
    expect(nextRound).toHaveBeenLastCalledWith({ slug: "p", projectId: "prj", planId: "pln" });
  });

  it("offers nothing to whoever may not commit, or where nothing is left", () => {
    show({ mayCommit: false });
    expect(screen.queryByRole("button")).toBeNull();
    cleanup();
    show({ progress: { done: 50, open: 0 } });
    expect(screen.queryByRole("button")).toBeNull();
  });
});
