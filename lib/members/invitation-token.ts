import { createHash, randomBytes } from "node:crypto";

/** 256 random bits: guessing needs no throttle. Only the hash is kept, so that a copy of the database lets nobody in. */
export const newInvitationToken = (): string => randomBytes(32).toString("base64url");

export const hashInvitationToken = (token: string): string => createHash("sha256").update(token).digest("hex");
