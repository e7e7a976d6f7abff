import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { EditWebhookDialog } from "@/app/(workspace)/projects/[slug]/settings/webhooks/_components/edit-webhook-dialog";

const edit = vi.hoisted(() => vi.fn());
vi.mock("@/app/(workspace)/projects/[slug]/settings/webhooks/actions", () => ({ edit }));
afterEach(cleanup);

const webhook = {
  id: "whk_1",
  url: "https://hooks.example.org/in",
  events: ["job.finished", "an.event.of.old"],
  enabled: true,
  createdAt: "2026-11-24T06:00:00.000Z",
  waiting: 0,
  failed: 0,
};

it("starts from what the webhook is, and sends what it is to be", async () => {
  edit.mockResolvedValue({ ok: true, data: undefined });
  render(<EditWebhookDialog slug="one" projectId="prj_1" webhook={webhook} />);
  fireEvent.click(screen.getByRole("button", { name: "Change the webhook to https://hooks.example.org/in" }));
  const address = await screen.findByLabelText(/^Address/);
  expect(address).toHaveProperty("value", webhook.url);
  fireEvent.change(address, { target: { value: "https://hooks.example.org/new" } });
  fireEvent.click(screen.getByLabelText("An import was made"));
  fireEvent.click(screen.getByRole("button", { name: "Change the webhook" }));
  await waitFor(() => {
    expect(edit).toHaveBeenCalledExactlyOnceWith({
      slug: "one",
      projectId: "prj_1",
      webhookId: "whk_1",
      url: "https://hooks.example.org/new",
      events: ["job.finished", "imports:create"],
    });
  });
  await waitFor(() => {
    expect(screen.queryByLabelText(/^Address/)).toBeNull();
  });
});
