import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { JobProgress } from "@/components/jobs/job-progress";
import type { JobView } from "@/lib/jobs/schema";

const { refresh } = vi.hoisted(() => ({ refresh: vi.fn() }));
vi.mock("next/navigation", () => ({ useRouter: () => ({ refresh }) }));

afterEach(() => {
  cleanup();
  refresh.mockReset();
  vi.unstubAllGlobals();
});

const running: JobView = {
  id: "job_1",
  name: "import",
  subjectId: "imp_1",
  state: "running",
  done: 3,
  total: 10,
  message: "reading",
  cancelRequested: false,
  createdAt: "2026-11-21T10:00:00.000Z",
  startedAt: "2026-11-21T10:00:00.000Z",
  finishedAt: null,
};
const done: JobView = { ...running, state: "done", done: 10, message: "10 rows", finishedAt: "2026-11-21T10:00:09.000Z" };

const show = (initial: JobView, now: JobView): void => {
  vi.stubGlobal("fetch", async () => Response.json(now));
  render(
    <QueryClientProvider client={new QueryClient()}>
      <JobProgress projectId="prj" jobId={initial.id} label="Importing pairs.jsonl" initial={initial} />
    </QueryClientProvider>,
  );
};

describe("JobProgress", () => {
  it("reads the page anew once its job has ended", async () => {
    show(running, done);
    expect(screen.getByRole("progressbar", { name: /Importing/ })).toBeTruthy();
    expect(refresh).not.toHaveBeenCalled();
    await waitFor(() => expect(screen.getByText("Importing pairs.jsonl: done")).toBeTruthy());
    expect(refresh).toHaveBeenCalledTimes(1);
  });

  it("does so too where the job had ended between what the page read of its subject and of the job", async () => {
    show(done, done);
    await waitFor(() => expect(refresh).toHaveBeenCalledTimes(1));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(refresh).toHaveBeenCalledTimes(1);
  });
});
