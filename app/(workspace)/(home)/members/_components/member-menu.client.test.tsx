import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { MemberMenu } from "@/app/(workspace)/(home)/members/_components/member-menu";
import type { ActionResult } from "@/lib/http/action-result";
import type { MemberView, NewPassword } from "@/lib/members/schema";

const newPassword = vi.hoisted(() => vi.fn<(input: { memberId: string }) => Promise<ActionResult<NewPassword>>>());
vi.mock("@/app/(workspace)/(home)/members/actions", () => ({ newPassword, bar: vi.fn() }));

afterEach(() => {
  cleanup();
  newPassword.mockReset();
});

const ada: MemberView = {
  id: "mem_1",
  userId: "usr_1",
  name: "Ada",
  email: "ada@example.org",
  role: "annotator",
  disabledAt: null,
  joinedAt: "2026-11-20T12:00:00.000Z",
  lastSignInAt: null,
};

const openAgain = async () => {
  await userEvent.click(screen.getByRole("button", { name: "More about Ada" }));
  await userEvent.click(screen.getByRole("menuitem", { name: "New password" }));
};
const ask = async () => {
  render(<MemberMenu member={ada} mayGivePassword />);
  await openAgain();
};
const give = () => userEvent.click(screen.getByRole("button", { name: "Give a new password" }));

it("says what it ends before it ends it, and shows the password once", async () => {
  newPassword.mockResolvedValue({ ok: true, data: { email: ada.email, password: "abcde-fghjk-mnpqr-stuvw" } });
  await ask();
  expect(screen.getByRole("dialog").textContent).toContain("they are signed out everywhere at once");
  await userEvent.click(screen.getByRole("button", { name: "Leave as it is" }));
  expect(newPassword).not.toHaveBeenCalled();

  await openAgain();
  await give();
  expect(newPassword.mock.calls).toEqual([[{ memberId: "mem_1" }]]);
  expect(screen.getByRole("textbox", { name: "New password" })).toHaveProperty("value", "abcde-fghjk-mnpqr-stuvw");
  expect(screen.getByRole("button", { name: "Copy the password" })).toBeDefined();
  await userEvent.click(screen.getAllByRole("button", { name: "Close" }).at(-1) ?? document.body);
  await openAgain();
  expect(document.body.innerHTML).not.toContain("abcde-fghjk");
});

it("stays with what was refused, and open while a password is made that nobody else would be told", async () => {
  let answer: (result: ActionResult<NewPassword>) => void = () => undefined;
  newPassword.mockReturnValue(new Promise((resolve) => (answer = resolve)));
  await ask();
  await give();
  await userEvent.keyboard("{Escape}");
  expect(screen.getByRole("dialog")).toBeDefined();
  answer({ ok: false, code: "refused", error: "ada@example.org signs in through a provider and has no password here.", fields: {} });
  expect(await screen.findByText(/signs in through a provider/)).toBeDefined();
});
