import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { addConnection, dropConnection } from "@/lib/connections/add-connection";
import { listConnections, openHub, openStorage } from "@/lib/connections/open-connection";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { createProject } from "@/lib/projects/create-project";
import { testDatabase } from "@/scripts/testing/database";

testDatabase();

const endpoint = "http://127.0.0.1:9000";
let actor: Actor;
let projectId: string;

beforeAll(async () => {
  vi.stubEnv("PLUMBLINE_OUTBOUND_HOSTS", `${endpoint}, hub.example.org`);
  const workspaceId = newId("workspace");
  await db().workspace.create({ data: { id: workspaceId, slug: workspaceId, name: "test" } });
  actor = { kind: "system", workspaceId, name: "test" };
  projectId = (await createProject(actor, { name: "Connections", slug: "connections" })).project.id;
});

const shelf = { kind: "s3" as const, endpoint, bucket: "shelf", accessKeyId: "AKTEST" };

describe("connections", () => {
  it("have a name each, of several at once too", async () => {
    const add = () => addConnection(actor, { projectId, name: "Twice", settings: { kind: "hub", endpoint: "https://hub.example.org/" } });
    const made = await Promise.allSettled([add(), add(), add()]);
    expect(made.map((one) => (one.status === "fulfilled" ? "made" : one.reason.code)).sort()).toEqual(["conflict", "conflict", "made"]);
    for (const one of made) if (one.status === "fulfilled") await dropConnection(actor, { projectId, ...one.value });
  });

  it("open what they were made for, and show no more of a key than its end", async () => {
    const s3 = await addConnection(actor, { projectId, name: "Shelf", settings: shelf, key: "very-secret-key" });
    const hub = await addConnection(actor, {
      projectId,
      name: "Hub",
      settings: { kind: "hub", endpoint: "https://hub.example.org/" },
      key: "hf_token_1",
    });
    const listed = await listConnections(actor, { projectId });
    expect(listed.map(({ name, lastFour }) => [name, lastFour])).toEqual([
      ["Hub", "en_1"],
      ["Shelf", "-key"],
    ]);
    expect(JSON.stringify(listed)).not.toContain("very-secret");
    expect(await openStorage(actor, { projectId, ...s3 })).toMatchObject({
      bucket: "shelf",
      credentials: { accessKeyId: "AKTEST", secretAccessKey: "very-secret-key" },
    });
    expect(await openHub(actor, { projectId, ...hub })).toEqual({ endpoint: "https://hub.example.org", token: "hf_token_1" });
    await expect(openHub(actor, { projectId, ...s3 })).rejects.toMatchObject({ code: "invalid_input" });
  });

  it("are refused under a taken name, for a host that may not be called, and with half a key", async () => {
    await addConnection(actor, { projectId, name: "Taken", settings: shelf, key: "very-secret-key" });
    await expect(addConnection(actor, { projectId, name: "Taken", settings: shelf, key: "another-key" })).rejects.toMatchObject({
      code: "conflict",
    });
    const away = { ...shelf, endpoint: "https://elsewhere.example.org" };
    await expect(addConnection(actor, { projectId, name: "Away", settings: away, key: "another-key" })).rejects.toMatchObject({
      code: "refused",
    });
    await expect(addConnection(actor, { projectId, name: "Half", settings: shelf })).rejects.toThrow(/both or neither/);
  });

  it("go with their keys", async () => {
    const { connectionId } = await addConnection(actor, { projectId, name: "Gone", settings: shelf, key: "very-secret-key" });
    const before = await db().secret.count({ where: { projectId } });
    await dropConnection(actor, { projectId, connectionId });
    expect(await db().secret.count({ where: { projectId } })).toBe(before - 1);
    await expect(openStorage(actor, { projectId, connectionId })).rejects.toMatchObject({ code: "not_found" });
  });
});
