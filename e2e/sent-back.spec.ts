import { expect, test } from "@playwright/test";
import type { Locator, Page } from "@playwright/test";
import { deskProject, onDatabase, openDesk, promptOn, secondAnnotator } from "./desk-project";
import { expectToLookWell, signInAsOwner } from "./fixtures";

const slug = "sent-back";
const note = "The second answer says nothing. Please look again.";

const panel = (page: Page): Locator => page.getByRole("complementary", { name: "Item" });
const strip = (page: Page): Locator => page.getByRole("region", { name: "A reviewer sent this answer of yours back." });

const answered = async (): Promise<{ id: string; answers: number }> => {
  const [row] = await onDatabase(
    `select i.id, (select count(*)::int from annotation a where a.campaign_id = t.campaign_id and a.withdrawn_at is null and a.superseded_at is null) as answers
     from annotation a join task t on t.id = a.task_id join item i on i.id = t.item_id join project p on p.id = a.project_id
     where p.slug = $1 order by a.created_at limit 1`,
    [slug],
  );
  return { id: String(row?.["id"]), answers: Number(row?.["answers"]) };
};

/** Sends the one answer of the open item back, by keyboard. */
const sendBack = async (owner: Page): Promise<void> => {
  await panel(owner).getByRole("button", { name: "Send back the answer of nora" }).focus();
  await owner.keyboard.press("Enter");
  const dialog = owner.getByRole("dialog", { name: "Send this answer back to nora" });
  await expect(dialog.getByLabel("Note")).toBeFocused();
  await owner.keyboard.press("Control+Enter");
  await expect(dialog.getByText("Say what they should look at again.")).toBeVisible();
  await owner.keyboard.type(note);
  await expectToLookWell(owner, "send-back");
  await owner.keyboard.press("Control+Enter");
  await expect(dialog).toBeHidden();
  await expect(panel(owner).getByText(/^Sent back by .* It waits for nora and counts as it is until then\.$/)).toBeVisible();
  await expect(panel(owner).getByRole("button", { name: /^Send back/ })).toHaveCount(0);
};

test("an answer is sent back, found first with its note, kept with a reply, sent back again and changed", async ({
  page: owner,
  browser,
}) => {
  await signInAsOwner(owner);
  const desk = await deskProject(owner, slug, 3);
  const annotator = await secondAnnotator(browser, owner, "nora@sent-back.example");
  await openDesk(annotator, desk);
  const first = await promptOn(annotator);
  await annotator.keyboard.press("1");
  await annotator.keyboard.press("Enter");
  const second = await promptOn(annotator, first);
  await expect.poll(async () => (await answered()).answers).toBe(1);

  await test.step("the reviewer sends it back with a note", async () => {
    await owner.goto(`/projects/${slug}/items?item=${(await answered()).id}`);
    await expect(panel(owner)).toBeVisible();
    await expect(async () => sendBack(owner)).toPass({ timeout: 60_000 });
    await expectToLookWell(owner, "item-sent-back");
  });

  await test.step("its writer finds it before the others, and keeps it with a reply", async () => {
    await annotator.reload();
    await expect(strip(annotator)).toContainText(note);
    expect(await promptOn(annotator, second)).toBe(first);
    await expect(annotator.getByRole("radio", { name: "A much better" })).toBeChecked();
    await expect(annotator.getByRole("button", { name: /^Skip/ })).toHaveCount(0);
    await expectToLookWell(annotator, "desk-sent-back");
    await annotator.keyboard.press("Enter");
    await expect(annotator.getByText("Change your answer, or say in the reply why you keep it.")).toBeVisible();
    await expect(strip(annotator).getByLabel("Reply to the reviewer")).toBeFocused();
    await annotator.keyboard.type("It gives no reason, and 1 does.");
    await annotator.keyboard.press("Enter");
    await annotator.keyboard.press("Enter");
    expect(await promptOn(annotator, first)).toBe(second);
    await expect(strip(annotator)).toHaveCount(0);
    await expect(async () => {
      await owner.reload();
      await expect(panel(owner).getByText(/^Kept after /)).toBeVisible({ timeout: 3_000 });
    }).toPass();
    await expect(panel(owner).getByText("Reply: It gives no reason, and 1 does.")).toBeVisible();
  });

  await test.step("sent back once more by mistake, it is called back before its writer sees it", async () => {
    await expect(async () => sendBack(owner)).toPass({ timeout: 60_000 });
    const callBack = panel(owner).getByRole("button", { name: "Call back the answer of nora" });
    await callBack.focus();
    await owner.keyboard.press("Enter");
    const dialog = owner.getByRole("alertdialog", { name: "Call this answer back from nora?" });
    await expect(dialog).toBeVisible();
    await owner.keyboard.press("Escape");
    await expect(callBack).toBeFocused();
    await owner.keyboard.press("Enter");
    await expectToLookWell(owner, "call-back");
    await dialog.getByRole("button", { name: "Call back" }).focus();
    await owner.keyboard.press("Enter");
    await expect(panel(owner).getByText(/and called back before nora dealt with it\.$/)).toBeVisible();
    await annotator.reload();
    expect(await promptOn(annotator)).toBe(second);
    await expect(strip(annotator)).toHaveCount(0);
  });

  await test.step("sent back again, it is changed: one more revision, one answer", async () => {
    await expect(async () => sendBack(owner)).toPass({ timeout: 60_000 });
    await annotator.reload();
    await expect(strip(annotator)).toContainText(note);
    await annotator.keyboard.press("5");
    await annotator.keyboard.press("Enter");
    expect(await promptOn(annotator, first)).toBe(second);
    await expect(async () => {
      await owner.reload();
      await expect(panel(owner).getByText(/^Changed after /)).toBeVisible({ timeout: 3_000 });
    }).toPass();
    expect((await answered()).answers).toBe(1);
  });
  await annotator.context().close();
});
