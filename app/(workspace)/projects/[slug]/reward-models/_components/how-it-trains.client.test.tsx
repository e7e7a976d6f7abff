import { cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { HowItTrains } from "@/app/(workspace)/projects/[slug]/reward-models/_components/how-it-trains";

const { decidePolicy } = vi.hoisted(() => ({ decidePolicy: vi.fn() }));
vi.mock("next/navigation", () => ({ useRouter: () => ({ refresh: vi.fn() }) }));
vi.mock("@/app/(workspace)/projects/[slug]/reward-models/actions", () => ({ decidePolicy, freeze: vi.fn() }));

afterEach(cleanup);

describe("training by itself", () => {
  it("keeps whose labels are learned from, which the page does not show, when it is saved", async () => {
    decidePolicy.mockResolvedValueOnce({ ok: true, data: undefined });
    const policy = {
      ...{ projectId: "prj", enabled: true, everyLabels: 100, onDrift: false, note: "Nothing is due.", checkedAt: null },
      settings: { labels: "human" as const, promote: false },
    };
    render(<HowItTrains projectId="prj" slug="p" testSet={null} policy={policy} mayTrain />);
    await userEvent.click(screen.getByLabelText(/promote it where/u));
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(decidePolicy).toHaveBeenCalled());
    expect(decidePolicy.mock.calls[0]?.[0]).toMatchObject({
      enabled: true,
      everyLabels: 100,
      settings: { labels: "human", promote: true },
    });
  });
});
