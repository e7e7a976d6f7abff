import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { UncountedNote } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/people/_components/uncounted-note";

const { askOthers, notifyDone } = vi.hoisted(() => ({ askOthers: vi.fn(), notifyDone: vi.fn() }));
vi.mock("@/app/(workspace)/projects/[slug]/campaigns/people-actions", () => ({ askOthers }));
vi.mock("@/components/ui/toast", () => ({ notifyDone, notifyFailed: vi.fn() }));
vi.mock("next/navigation", () => ({ useRouter: () => ({ refresh: vi.fn() }) }));

afterEach(cleanup);

const place = { projectId: "p", campaignId: "c" };

describe("UncountedNote", () => {
  it("is not there where every answer counts", () => {
    const { container } = render(<UncountedNote place={place} uncounted={{ leftOut: 0, earlierQuestion: 0, tasks: 0 }} mayOpen />);
    expect(container.textContent).toBe("");
  });

  it("says why answers are missing, asks others, and tells what is left to ask for", async () => {
    askOthers.mockResolvedValue({ ok: true, data: { tasks: 5_000, slots: 5_002, tasksLeft: 1 } });
    render(<UncountedNote place={place} uncounted={{ leftOut: 5_000, earlierQuestion: 3, tasks: 5_001 }} mayOpen />);
    expect(document.body.textContent).toContain("5,003 answers do not count any more");
    expect(document.body.textContent).toContain("5,000 of people who are left out, 3 to an earlier question. 5,001 tasks have fewer");
    await userEvent.click(screen.getByRole("button", { name: "Ask others in their place" }));
    expect(askOthers).toHaveBeenCalledWith(place);
    expect(notifyDone).toHaveBeenCalledWith("5,002 further answers are asked for. 1 task is left: ask once more.");
  });

  it("offers nothing to those who may not open tasks", () => {
    render(<UncountedNote place={place} uncounted={{ leftOut: 1, earlierQuestion: 0, tasks: 1 }} mayOpen={false} />);
    expect(document.body.textContent).toContain("1 answer does not count any more");
    expect(screen.queryByRole("button")).toBeNull();
  });
});
