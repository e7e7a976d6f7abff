import { encode } from "next-auth/jwt";
import { operations } from "@/lib/api/catalogue";
import type { Operation } from "@/lib/api/operation";
import { serveOperations } from "@/lib/api/serve-request";
import { createApiKey } from "@/lib/api-keys/create-api-key";
import type { Actor } from "@/lib/auth/actor";
import { authOptions } from "@/lib/auth/options";
import type { Action, Role } from "@/lib/auth/permissions";
import { keyActions, roles } from "@/lib/auth/permissions";
import { openSession } from "@/lib/auth/store";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { createProject } from "@/lib/projects/create-project";
import { openCampaign } from "@/scripts/testing/campaign";
import type { OpenCampaign } from "@/scripts/testing/campaign";

/** What tests of the API stand in: a workspace with a person of each role, a sibling project, and a workspace of somebody else. */

export type Place = OpenCampaign & { workspaceId: string; itemIds: string[]; taskIds: string[] };
export type World = {
  own: Place;
  foreign: Place;
  siblingId: string;
  actors: Record<Role, Actor>;
  /** headers by which a request is somebody's */
  cookies: Record<Role, Record<string, string>>;
};

const place = async (size: { people: number; tasks: number; overlap: number }): Promise<Place> => {
  const campaign = await openCampaign(size);
  const project = await db().project.findUniqueOrThrow({ where: { id: campaign.projectId }, select: { workspaceId: true } });
  const tasks = await db().task.findMany({
    where: { projectId: campaign.projectId },
    orderBy: { id: "asc" },
    select: { id: true, itemId: true },
  });
  return { ...campaign, workspaceId: project.workspaceId, itemIds: tasks.map(({ itemId }) => itemId), taskIds: tasks.map(({ id }) => id) };
};

export const origin = "http://plumbline.example";
const fromOurPages = { origin, host: "plumbline.example", "sec-fetch-site": "same-origin" };

export const sessionOf = async (userId: string): Promise<Record<string, string>> => {
  const session = await openSession(userId);
  const { secret, useSecureCookies } = authOptions();
  if (!session || !secret) throw new Error("no session");
  const token = await encode({ token: { sub: userId, sessionId: session.sessionId, sessionEpoch: session.epoch }, secret });
  return { ...fromOurPages, cookie: `${useSecureCookies ? "__Secure-" : ""}next-auth.session-token=${token}` };
};

export const buildWorld = async (): Promise<World> => {
  const [own, foreign] = [await place({ people: 2, tasks: 12, overlap: 2 }), await place({ people: 1, tasks: 2, overlap: 1 })];
  const entries = await Promise.all(
    roles.map(async (role) => {
      const userId = newId("user");
      await db().user.create({ data: { id: userId, email: `${userId}@example.org`, name: role } });
      await db().member.create({ data: { id: newId("member"), workspaceId: own.workspaceId, userId, role } });
      const actor: Actor = { kind: "person", userId, workspaceId: own.workspaceId };
      return { role, actor, cookie: await sessionOf(userId) };
    }),
  );
  const of = <Value>(pick: (entry: (typeof entries)[number]) => Value): Record<Role, Value> => {
    const value = (role: Role): Value => {
      const entry = entries.find((one) => one.role === role);
      if (!entry) throw new RangeError(`nobody is ${role}`);
      return pick(entry);
    };
    return { owner: value("owner"), admin: value("admin"), researcher: value("researcher"), annotator: value("annotator") };
  };
  const system: Actor = { kind: "system", workspaceId: own.workspaceId, name: "test" };
  const { project } = await createProject(system, { name: "Sibling", slug: "sibling" });
  return { own, foreign, siblingId: project.id, actors: of(({ actor }) => actor), cookies: of(({ cookie }) => cookie) };
};

/** Of an owner who sends JSON, by a key of its own each time: allowances of keys are counted apart. */
export const ownerHeaders = async ({ actors }: World): Promise<Record<string, string>> => ({
  ...(await keyHeaders(actors.owner, keyActions)),
  "content-type": "application/json",
});

export const keyHeaders = async (
  actor: Actor,
  scopes: readonly Action[],
  projectId: string | null = null,
): Promise<Record<string, string>> => {
  const { token } = await createApiKey(actor, {
    name: "test",
    scopes: keyActions.filter((one) => scopes.includes(one)),
    projectId,
    days: 1,
  });
  return { authorization: `Bearer ${token}` };
};

export type Sent = { params?: Record<string, string>; query?: Record<string, string>; body?: unknown; stream?: string };

/** The address of an operation; parameters that are not given are ids of nothing. */
export const addressOf = ({ path }: Operation, { params = {}, query = {} }: Sent): string => {
  const filled = path.replace(/\{(\w+)\}/g, (_whole, name: string) => params[name] ?? (name === "number" ? "999999" : "nothing"));
  const search = new URLSearchParams(query).toString();
  return `${filled}${search === "" ? "" : `?${search}`}`;
};

const serve = serveOperations(operations);

export const send = async (method: string, address: string, headers: Record<string, string>, body?: string): Promise<Response> => {
  const url = new URL(`/api/v1${address}`, origin);
  const path = url.pathname.slice("/api/v1/".length).split("/").map(decodeURIComponent);
  return (await serve(new Request(url, { method, headers, ...(body === undefined ? {} : { body }) }), path)).response;
};

/** Asks an operation as whoever the headers say. */
export const call = async (operation: Operation, headers: Record<string, string>, sent: Sent = {}): Promise<Response> => {
  const { intake, method } = operation;
  const type: Record<string, string> =
    intake.kind === "none" ? {} : { "content-type": intake.kind === "json" ? "application/json" : intake.contentType };
  const body = intake.kind === "none" ? undefined : intake.kind === "json" ? JSON.stringify(sent.body ?? {}) : (sent.stream ?? "");
  return send(method, addressOf(operation, sent), { ...type, ...headers }, body);
};
