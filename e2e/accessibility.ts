import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect } from "@playwright/test";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * The page as it stands now has no defect that axe finds. Our pages have no frames, so it runs in the page itself: the other way
 * opens a second page for each run.
 * @param what named in the message where there is one
 */
export const expectAccessible = async (page: Page, what = "the page"): Promise<void> => {
  const axe = new AxeBuilder({ page }).setLegacyMode().options({
    runOnly: { type: "tag", values: tags },
    // Open menus and dialogs lie beside the landmarks, at the end of the page.
    rules: { region: { enabled: false } },
    resultTypes: ["violations"],
  });
  const { violations } = await axe.analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
  expect(found, `${what} is not accessible`).toEqual([]);
};
