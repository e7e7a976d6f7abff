import { expect, it } from "vitest";
import { findProject, makeOrFindProject } from "@/cli/open-project";
import { systemActor } from "@/lib/auth/ensure-workspace";
import { createProject } from "@/lib/projects/create-project";
import { testDatabase } from "@/scripts/testing/database";

testDatabase();

it("a project that is not there is named, with those that are", async () => {
  const actor = await systemActor("test");
  await expect(findProject(actor, "nosuch")).rejects.toMatchObject({ userMessage: "No project “nosuch”. There is none yet." });
  await createProject(actor, { name: "Pairs", slug: "pairs" });
  await expect(findProject(actor, "nosuch")).rejects.toMatchObject({ userMessage: "No project “nosuch”. There are: pairs." });
  expect((await findProject(actor, "pairs")).project.name).toBe("Pairs");
});

it("of two commands that make the same project at once one makes it and the other takes it", async () => {
  const actor = await systemActor("test");
  const [first, second] = await Promise.all([makeOrFindProject(actor, "shared", "ranking"), makeOrFindProject(actor, "shared", "ranking")]);
  expect(second).toEqual(first);
});
