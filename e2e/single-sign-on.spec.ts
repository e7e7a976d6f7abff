import { expect, test } from "@playwright/test";
import type { Browser, Page } from "@playwright/test";
import { freshContext, signInAsOwner } from "./fixtures";
import { openDialog } from "./projects";

// Through a provider that speaks the protocol (scripts/testing/openid-provider.ts); later steps stand on earlier ones.
test.describe.configure({ mode: "serial" });

type Claims = { sub: string; email: string; name?: string; verified?: "yes" | "no"; fault?: string };

/** Goes to the provider from our sign-in page, says who one is there, and comes back. */
const signInThere = async (page: Page, { sub, email, name = "Sol Single", verified = "yes", fault = "none" }: Claims): Promise<void> => {
  await page.goto("/sign-in");
  const leave = page.getByRole("button", { name: "Continue with Test provider" });
  await expect(async () => {
    await leave.click();
    await expect(page.getByRole("heading", { name: "Provider" })).toBeVisible({ timeout: 3_000 });
  }).toPass();
  await page.getByLabel("Subject").fill(sub);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Verified").selectOption(verified);
  await page.getByLabel("Fault").selectOption(fault);
  await page.getByRole("button", { name: "Continue" }).click();
};

const expectIn = async (page: Page): Promise<void> => expect(page.getByRole("heading", { level: 1, name: "Projects" })).toBeVisible();

/** Refused in words, and nothing behind the door opens. */
const expectOut = async (page: Page, words: RegExp): Promise<void> => {
  await expect(page.getByText(words)).toBeVisible();
  await page.goto("/projects");
  await expect(page).toHaveURL(/sign-in/);
};

const attempt = async (browser: Browser, claims: Claims, then: (page: Page) => Promise<void>): Promise<void> => {
  const { context, page } = await freshContext(browser);
  await signInThere(page, claims);
  await then(page);
  await context.close();
};

const invited = { sub: "sub-1", email: "sol@example.org" };

test("a stranger is refused: registration is closed", async ({ browser }) => {
  await attempt(browser, invited, (page) => expectOut(page, /has not been invited here/));
});

test("an invited person comes in by the address of the invitation, if the provider vouches for it", async ({ browser, page }) => {
  await signInAsOwner(page);
  await page.goto("/members");
  await openDialog(page, "Invite a person", "dialog");
  await page
    .getByRole("dialog")
    .getByLabel(/E-mail address/)
    .fill(invited.email);
  await page.getByRole("button", { name: "Make the link" }).click();
  await expect(page.getByLabel("Link to send")).toBeVisible();
  await attempt(browser, { ...invited, verified: "no" }, (visitor) => expectOut(visitor, /has not been invited here/));
  await attempt(browser, invited, expectIn);
});

test("an identity that is known comes in again, whatever its address is now", async ({ browser }) => {
  await attempt(browser, { ...invited, email: "sol@elsewhere.example" }, expectIn);
});

test("the same address from another identity is the same person, a new one is a stranger", async ({ browser }) => {
  await attempt(browser, { ...invited, sub: "sub-2" }, expectIn);
  await attempt(browser, { sub: "sub-3", email: "someone@example.org" }, (page) => expectOut(page, /has not been invited here/));
});

for (const fault of ["state", "nonce", "signature", "audience", "expired", "code"]) {
  test(`an answer with a wrong ${fault} opens nothing`, async ({ browser }) => {
    await attempt(browser, { ...invited, fault }, (page) => expectOut(page, /The sign-in provider did not finish/));
  });
}
