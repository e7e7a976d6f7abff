import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { addGuideExample } from "@/lib/items/add-guide-example";
import { createProject } from "@/lib/projects/create-project";
import { listGuides } from "@/lib/projects/list-guides";
import { publishGuide } from "@/lib/projects/publish-guide";
import { testDatabase } from "@/scripts/testing/database";

testDatabase();

let actor: Actor;
let place: { projectId: string; campaignId: string; itemId: string; taskId: string };

beforeAll(async () => {
  const workspaceId = newId("workspace");
  await db().workspace.create({ data: { id: workspaceId, slug: workspaceId, name: "Test" } });
  actor = { kind: "system", workspaceId, name: "test" };
  const { project, campaign } = await createProject(actor, { name: "Guide" });
  place = { projectId: project.id, campaignId: campaign.id, itemId: newId("item"), taskId: newId("task") };
  const { projectId, campaignId, itemId, taskId } = place;
  await db().item.create({
    data: {
      id: itemId,
      projectId,
      ordinal: 1,
      externalId: "x",
      contentHash: "x",
      promptHash: "x",
      title: "A question",
      promptChars: 10,
      payload: { create: { prompt: "A question?" } },
      candidates: {
        create: ["alpha", "beta"].map((text, ordinal) => ({
          id: newId("candidate"),
          projectId,
          ordinal,
          textHash: text,
          chars: 5,
          payload: { create: { text } },
        })),
      },
    },
  });
  await db().task.create({ data: { id: taskId, projectId, campaignId, itemId, unitKey: "0-1" } });
});

const right = { answers: { overall: { choice: 0, strength: -1 } } };

describe("addGuideExample", () => {
  it("publishes the guide's next version with the item in words, and keeps the examples when the text changes", async () => {
    const { projectId, campaignId } = place;
    const [before] = await listGuides(actor, { projectId, campaignId });
    const { version } = await addGuideExample(actor, { ...place, response: right, why: "It names its source." });
    expect(version).toBe((before?.version ?? 0) + 1);
    await publishGuide(actor, { projectId, campaignId, markdown: "New text", note: "new", basedOn: version });
    const [newest, withExample] = await listGuides(actor, { projectId, campaignId });
    expect(withExample).toMatchObject({ version, markdown: before?.markdown.trim(), note: "An example was added: A question" });
    expect(newest?.examples).toEqual([
      {
        itemId: place.itemId,
        prompt: "A question?",
        responses: [
          { letter: "A", text: "alpha" },
          { letter: "B", text: "beta" },
        ],
        answer: expect.stringMatching(/./),
        why: "It names its source.",
      },
    ]);
  });

  it("refuses an answer that is not complete, an example without a reason, and a task of another item", async () => {
    await expect(addGuideExample(actor, { ...place, response: {}, why: "why" })).rejects.toMatchObject({ code: "invalid_input" });
    await expect(addGuideExample(actor, { ...place, response: right, why: " " })).rejects.toThrow();
    await expect(addGuideExample(actor, { ...place, taskId: "tsk_x", response: right, why: "why" })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
