/** Whoever asks. `system` is the worker and the command line: it acts in one workspace with an owner's rights. */
export type Actor = { kind: "person"; userId: string; workspaceId: string } | { kind: "system"; workspaceId: string; name: string };

export const actorId = (actor: Actor): string => (actor.kind === "person" ? actor.userId : actor.name);

/** For columns that refer to a person: null for the system. */
export const actorUserId = (actor: Actor): string | null => (actor.kind === "person" ? actor.userId : null);
