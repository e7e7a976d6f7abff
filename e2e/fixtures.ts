import type { Browser, BrowserContext, Cookie, Page } from "@playwright/test";
import { expect, test } from "@playwright/test";
import { expectAccessible } from "./accessibility";

const required = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: the browser tests are started by npm test`);
  return value;
};

type Account = { email: string; password: string };

/** Fills the form at the door, with the keyboard. */
export const fillDoor = async (page: Page, who: Account): Promise<void> => {
  await page.getByLabel("E-mail address").fill(who.email);
  await page.getByLabel("Password").fill(who.password);
  await page.keyboard.press("Enter");
};

/** Signs in by the form. */
export const signIn = async (page: Page, who: Account): Promise<void> => {
  await page.goto("/sign-in");
  await fillDoor(page, who);
  await expect(page.getByRole("heading", { level: 1, name: "Projects" })).toBeVisible();
};

/** The owner that the worker running this test has to itself. */
export const ownerAccount = (): Account => {
  const email = required("E2E_OWNER_EMAILS").split(",")[test.info().parallelIndex];
  if (!email) throw new Error(`there is no owner for worker ${test.info().parallelIndex}`);
  return { email, password: required("E2E_OWNER_PASSWORD") };
};

let ownerCookies: Cookie[] | undefined;

/**
 * The first time in a worker by the form, then as the same session in another browser, which spares every test two pages. Who signs
 * out ends that session: such a test calls `signIn`.
 */
export const signInAsOwner = async (page: Page): Promise<void> => {
  if (ownerCookies) return page.context().addCookies(ownerCookies);
  await signIn(page, ownerAccount());
  ownerCookies = await page.context().cookies();
};

/** Where this worker's tests may start a stand-in for a language model's server (scripts/testing/judge-server.ts). */
export const modelPort = (): number => {
  const port = required("E2E_MODEL_PORTS").split(",")[test.info().parallelIndex];
  if (!port) throw new Error(`there is no port for worker ${test.info().parallelIndex}`);
  return Number(port);
};

/** A browser of somebody else. */
export const freshContext = async (browser: Browser): Promise<{ context: BrowserContext; page: Page }> => {
  const context = await browser.newContext();
  return { context, page: await context.newPage() };
};

type Row = { id: string; prompt: string; responses: { text: string; model: string }[]; labels: object[] };

const topics = ["bread", "bicycles", "clouds", "maps", "tea", "knots", "moss", "clocks", "paint", "soup"];

/** Pairs whose better answer gives a reason; three people agree on it mostly, a judge prefers the longer one. */
export const pairs = (from: number, count: number, withPeople: boolean): Row[] =>
  Array.from({ length: count }, (_, offset) => {
    const index = from + offset;
    const topic = topics[index % topics.length] ?? "tea";
    const good = `Start small with ${topic}: do step ${index} slowly, because haste is what usually spoils it.`;
    const bad =
      index % 2 === 0
        ? `It depends on the ${topic}.`
        : `There are many, many things that one could say about ${topic}, and then again many more, number ${index}.`;
    const better = index % 3 === 0 ? 1 : 0;
    const texts = better === 0 ? [good, bad] : [bad, good];
    const people = ["ada", "ben", "cyd"].map((annotator, who) => ({
      annotator,
      kind: "human",
      choice: (index + who) % 7 === 0 ? 1 - better : better,
    }));
    const longer = (texts[0] ?? "").length >= (texts[1] ?? "").length ? 0 : 1;
    return {
      id: `pair-${index}`,
      prompt: `What should I know about ${topic}, question ${index}?`,
      responses: texts.map((text, side) => ({ text, model: side === 0 ? "north" : "south" })),
      labels: [...(withPeople ? people : []), { annotator: "length-judge", kind: "lm", choice: longer }],
    };
  });

export const toFile = (name: string, rows: Row[]): { name: string; mimeType: string; buffer: Buffer } => ({
  name,
  mimeType: "application/x-ndjson",
  buffer: Buffer.from(rows.map((row) => JSON.stringify(row)).join("\n")),
});

const views = [
  { width: 1440, height: 1000, colorScheme: "light" },
  { width: 1440, height: 1000, colorScheme: "dark" },
  { width: 390, height: 844, colorScheme: "light" },
  { width: 390, height: 844, colorScheme: "dark" },
] as const;

/** The width by which a page sticks out of its window, once fonts are there and what follows the window's size has been drawn. */
const overflowOf = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    await document.fonts.ready;
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    return document.documentElement.scrollWidth - document.documentElement.clientWidth;
  });

/**
 * In both widths and themes nothing sticks out sideways. E2E_PICTURES=1 keeps a picture of each in test-results/screens, for people to
 * look at: to draw four whole pages takes several times what the rest of this does.
 */
export const expectToFit = async (page: Page, name: string): Promise<void> => {
  for (const { width, height, colorScheme } of views) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme });
    const path = `test-results/screens/${name}-${width}-${colorScheme}.jpg`;
    if (process.env.E2E_PICTURES) await page.screenshot({ path, type: "jpeg", quality: 85, fullPage: true });
    await expect.poll(() => overflowOf(page), `${name} at ${width} px is wider than the window`).toBeLessThanOrEqual(0);
  }
  await page.setViewportSize({ width: 1440, height: 1000 });
  await page.emulateMedia({ colorScheme: "light" });
};

/** A page as it looks: it fits, and axe finds nothing. */
export const expectToLookWell = async (page: Page, name: string): Promise<void> => {
  await expectToFit(page, name);
  await expectAccessible(page, name);
};
