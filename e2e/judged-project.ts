import type { Browser, Page } from "@playwright/test";
import { expect } from "@playwright/test";
import { startJudgeServer } from "../scripts/testing/judge-server";
import type { Behaviour, JudgeServer } from "../scripts/testing/judge-server";
import { freshContext, modelPort, signInAsOwner } from "./fixtures";
import { createProject } from "./projects";

/** What the stories of judging and of routing share: an owner in a browser, a model's server, and a project in which both work. */
export interface JudgedProject {
  owner: Page;
  /** its short name */
  slug: string;
  server: JudgeServer;
  /** Opens a room of the project and waits for its heading. */
  openRoom: (room: string, heading: string) => Promise<void>;
  /** Fills the form of a judge on the server; what is filled besides comes between. Returns the judge's page. */
  addJudge: (name: string, fillMore: () => Promise<void>) => Promise<string>;
  /** Opens a round of the judge whose page is shown. */
  ask: (about: string) => Promise<void>;
  /** Reads a page anew until something of it has come true: the worker's doing shows there. */
  untilShown: (address: string, look: () => Promise<void>) => Promise<void>;
  close: () => Promise<void>;
}

export const judgedProject = async (browser: Browser, name: string, behave: () => Behaviour = () => "well"): Promise<JudgedProject> => {
  // It takes the long-winded response where there is one, else the first that it is shown.
  const server = await startJudgeServer({ port: modelPort(), behave, favourite: "There are many, many things" });
  const { page: owner } = await freshContext(browser);
  await signInAsOwner(owner);
  const slug = await createProject(owner, name);
  const openRoom = async (room: string, heading: string): Promise<void> => {
    await owner.goto(`/projects/${slug}/${room}`);
    await expect(owner.getByRole("heading", { level: 1, name: heading })).toBeVisible();
  };
  return {
    owner,
    slug,
    server,
    openRoom,
    addJudge: async (judge, fillMore) => {
      await openRoom("judges", "Judges");
      await owner.getByLabel("Name", { exact: true }).fill(judge);
      await owner.getByLabel("Server").fill(server.url);
      await owner.getByLabel("Model").fill("stand-in");
      await owner.getByLabel("Key").fill("sk-browser");
      await fillMore();
      await owner.getByRole("button", { name: "Add judge" }).click();
      await expect(owner).toHaveURL(/judges\/[^/]+$/);
      return new URL(owner.url()).pathname;
    },
    ask: async (about) => {
      await owner.getByLabel("Asked about").selectOption({ label: about });
      await owner.getByRole("button", { name: "Ask the judge" }).click();
    },
    untilShown: (address, look) =>
      expect(async () => {
        await owner.goto(address);
        await look();
      }).toPass({ timeout: 60_000 }),
    close: async () => {
      await owner.context().close();
      await server.close();
    },
  };
};
