import { cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { PeopleOrJudge } from "@/app/(workspace)/projects/[slug]/routing/_components/people-or-judge";
import type { PlanView } from "@/lib/routing/schema";
import { planOf } from "@/lib/routing/testing/plan-with-curve";

const { push, draw, collect } = vi.hoisted(() => ({ push: vi.fn(), draw: vi.fn(), collect: vi.fn() }));
vi.mock("next/navigation", () => ({ useRouter: () => ({ push }) }));
vi.mock("@/app/(workspace)/projects/[slug]/routing/actions", () => ({ draw, collect }));
vi.mock("@/components/jobs/job-progress", () => ({ JobProgress: ({ jobId }: { jobId: string }) => <p>job {jobId}</p> }));

afterEach(cleanup);
beforeEach(() => {
  for (const mock of [push, draw, collect]) mock.mockReset();
});

const seed = { judge: "judge", labelled: 100, answered: 42, adjudicated: 4, open: 58, first: 20, wanted: 300, least: 100 };

const show = (plan: PlanView | null, more: Partial<typeof seed> = {}, mayPlan = true): void => {
  render(<PeopleOrJudge slug="p" projectId="prj" plan={plan} seed={{ ...seed, ...more }} mayPlan={mayPlan} />);
};

describe("PeopleOrJudge", () => {
  it("answers with interval and n, for any sum of money, and plans that answer", async () => {
    draw.mockResolvedValueOnce({ ok: true, data: { number: 7, jobId: "j" } });
    show(planOf([0.7, 0.9, 0.85], 0.05));
    expect(screen.getByText("Both: people for 50 of 100 items, judge for the rest.")).toBeTruthy();
    expect(screen.getByText(/buys \+20\.0 points \[15\.0, 25\.0\] over judge alone.*Replayed on 200 items/)).toBeTruthy();
    expect(screen.getByText("nothing more is expected beyond $50.50")).toBeTruthy();
    await userEvent.type(screen.getByLabelText(/Money at hand/), "20");
    expect(screen.getByText("Both: people for 19 of 100 items, judge for the rest.")).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: "Plan it for $19.81" }));
    await waitFor(() => expect(push).toHaveBeenCalledWith("/projects/p/routing/7"));
    expect(draw.mock.calls[0]?.[0]).toMatchObject({ budget: { micros: 19_810_000 }, lm: "judge", strategy: "best" });
  });

  it("says that it is not told, how many items would tell, and asks people about more", async () => {
    collect.mockResolvedValueOnce({ ok: false, code: "refused", error: "Nothing is open.", fields: {} });
    show(planOf([0.7, 0.75, 0.72], 0.06));
    expect(screen.getByText("Not told yet: 200 items are too few.")).toBeTruthy();
    expect(
      screen.getByText(/\+5\.0 points \[−1\.0, 11\.0\] over judge alone: that may be nothing\..*about 288 items would show it/),
    ).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: "Ask people about 58 random items · $58.00" }));
    expect(await screen.findByText("Nothing is open.")).toBeTruthy();
    expect(push).not.toHaveBeenCalled();
  });

  it("calls nobody better where people are their own yardstick: two people an item would tell", () => {
    show(planOf([0.7, 0.9, 1], 0.01, { yardstick: "people" }));
    expect(screen.getByText("Nobody can say yet who is right.")).toBeTruthy();
    expect(screen.queryByText("Labels that the next dollar puts right")).toBeNull();
    expect(screen.getByRole("button", { name: "Ask people about 58 random items · $116.00" })).toBeTruthy();
  });

  it("says where its gain is told too low, and how many items an expert should decide", () => {
    show(planOf([0.7, 0.9, 0.85], 0.05));
    expect(screen.queryByText(/told too low/)).toBeNull();
    cleanup();
    show(planOf([0.9, 0.9, 0.8], 0.05, { yardstick: "agreement" }));
    expect(screen.getByText(/^Of 200 items .*told too low.*Let an expert decide 30 items/)).toBeTruthy();
  });

  it("says what is missing where nothing tells, and works the answer out in place", async () => {
    draw.mockResolvedValueOnce({ ok: true, data: { number: 1, jobId: "j9" } });
    show(null);
    await userEvent.click(screen.getByRole("button", { name: "Answer it from 42 items" }));
    expect(await screen.findByText("job j9")).toBeTruthy();
    cleanup();
    show(null, { answered: 3, open: 0 });
    expect(screen.getByText(/3 items have labels of both people and judge, and a first answer takes 20/)).toBeTruthy();
    expect(screen.getByRole("link", { name: "Ask judge about more items" })).toBeTruthy();
    cleanup();
    show(null, {}, false);
    expect(screen.queryByRole("button")).toBeNull();
  });
});
