import type { Action } from "@/lib/auth/permissions";
import { AppError } from "@/lib/errors";

/** A program that acts for the person who made its key, within the key's scopes and, where it is bound, one project. */
export type KeyActor = {
  kind: "api key";
  keyId: string;
  userId: string;
  workspaceId: string;
  scopes: ReadonlySet<Action>;
  projectId: string | null;
};

/** Whoever asks. `system` is the worker and the command line: it acts in one workspace with an owner's rights. */
export type Actor =
  | { kind: "person"; userId: string; workspaceId: string }
  | KeyActor
  | { kind: "system"; workspaceId: string; name: string };

/** What a token says of its session. */
export type SessionToken = { userId: string; sessionId: string; sessionEpoch: number };

/**
 * Whoever asks, or a token that says so: it was ours when it was made, and whether its session still lives is for the use case to
 * ask, in the statement by which it reads what it needs. No use case that takes an actor takes it.
 */
export type Asker = Actor | { kind: "token"; token: SessionToken };

export const signedOut = (): AppError =>
  new AppError("unauthenticated", { userMessage: "You are signed out. Sign in again; what was saved is safe." });

/** As the audit log names it. */
export const actorId = (actor: Actor): string => {
  if (actor.kind === "system") return actor.name;
  return actor.kind === "api key" ? actor.keyId : actor.userId;
};

/** For columns that refer to a person: whoever made the key where a key asks, null for the system. */
export const actorUserId = (actor: Actor): string | null => (actor.kind === "system" ? null : actor.userId);
