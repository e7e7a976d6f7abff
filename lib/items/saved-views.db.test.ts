import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { getListColumns, setListColumns } from "@/lib/auth/list-columns";
import { setDeskPreferences } from "@/lib/auth/set-desk-preferences";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { dropView, editView, listViews, saveView } from "@/lib/items/saved-views";
import { createProject } from "@/lib/projects/create-project";
import { testDatabase } from "@/scripts/testing/database";

testDatabase();

let projectId: string;
const people: Record<"ada" | "ben", Actor> = { ada: nobody(), ben: nobody() };

function nobody(): Actor {
  return { kind: "system", workspaceId: "", name: "" };
}

beforeAll(async () => {
  const workspaceId = newId("workspace");
  await db().workspace.create({ data: { id: workspaceId, slug: workspaceId, name: "Test" } });
  projectId = (await createProject({ kind: "system", workspaceId, name: "test" }, { name: "Views" })).project.id;
  for (const name of ["ada", "ben"] as const) {
    const userId = newId("user");
    await db().user.create({ data: { id: userId, email: `${name}@example.org`, name } });
    await db().member.create({ data: { id: newId("member"), workspaceId, userId, role: "researcher" } });
    people[name] = { kind: "person", workspaceId, userId };
  }
});

const names = async (actor: Actor): Promise<string[]> => (await listViews(actor, { projectId })).map((view) => view.name);

describe("saved views", () => {
  it("are one's own until they are shared, and only their owner changes them", async () => {
    const { ada, ben } = people;
    const query = { state: "contested", sort: "margin", down: "yes", columns: "tags,margin" };
    const { id: viewId } = await saveView(ada, { projectId, name: "Hard ones", query });
    expect((await listViews(ada, { projectId }))[0]).toMatchObject({
      name: "Hard ones",
      mine: true,
      shared: false,
      owner: "ada",
      query: { state: "contested", sort: "margin", down: "yes", columns: ["tags", "margin"] },
    });
    expect(await names(ben)).toEqual([]);
    await editView(ada, { projectId, viewId, shared: true });
    expect((await listViews(ben, { projectId }))[0]).toMatchObject({ name: "Hard ones", mine: false, owner: "ada" });
    await expect(editView(ben, { projectId, viewId, name: "Mine" })).rejects.toMatchObject({ code: "not_found" });
    await expect(dropView(ben, { projectId, viewId })).rejects.toMatchObject({ code: "not_found" });
    await dropView(ada, { projectId, viewId });
    expect(await names(ben)).toEqual([]);
  });

  it("have a name each, of one's own", async () => {
    const { ada, ben } = people;
    await saveView(ada, { projectId, name: "One", query: {} });
    const { id: viewId } = await saveView(ada, { projectId, name: "Two", query: {} });
    await expect(saveView(ada, { projectId, name: " One ", query: {} })).rejects.toMatchObject({ code: "conflict" });
    await expect(editView(ada, { projectId, viewId, name: "One" })).rejects.toMatchObject({ code: "conflict" });
    await editView(ada, { projectId, viewId, name: "Two" });
    await saveView(ben, { projectId, name: "One", query: {} });
    expect(await names(ada)).toEqual(["One", "Two"]);
    await expect(saveView(ada, { projectId, name: "", query: {} })).rejects.toThrow();
  });

  it("belong to people, not to the system", async () => {
    const { workspaceId } = people.ada;
    await expect(saveView({ kind: "system", workspaceId, name: "x" }, { projectId, name: "x", query: {} })).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});

describe("columns of a list", () => {
  it("are kept beside the settings of the desk, until they are taken back", async () => {
    const { ada, ben } = people;
    expect(await getListColumns(ada, { list: "items" })).toBeNull();
    await setDeskPreferences(ada, { layout: "tabs" });
    await setListColumns(ada, { list: "items", columns: ["tags", "state"] });
    await setDeskPreferences(ada, { textScale: 1.5 });
    expect(await getListColumns(ada, { list: "items" })).toEqual(["tags", "state"]);
    expect(await getListColumns(ben, { list: "items" })).toBeNull();
    await setListColumns(ada, { list: "items", columns: null });
    expect(await getListColumns(ada, { list: "items" })).toBeNull();
  });
});
