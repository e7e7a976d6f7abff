import { forbidden, notFound, unstable_rethrow } from "next/navigation";
import type { Actor } from "@/lib/auth/actor";
import { pageActor } from "@/lib/auth/session";
import { databaseAway, isUnreachable, isUnstorableText } from "@/lib/db-retry";
import { AppError } from "@/lib/errors";
import { awayDigest } from "@/lib/http/away-schema";

/** What a page shows, fetched as whoever is signed in: signed out leads to the door, missing and foreign to 404, a missing right to 403. */
export const pageData = async <Data>(load: (actor: Actor) => Promise<Data>): Promise<Data> => {
  try {
    return await load(await pageActor());
  } catch (error) {
    unstable_rethrow(error);
    if (error instanceof AppError && error.code === "not_found") notFound();
    if (error instanceof AppError && error.code === "forbidden") forbidden();
    // An address with %00 in it names nothing.
    if (isUnstorableText(error)) notFound();
    // Of an error the browser is told the digest alone: by this one the page knows that it may be asked for again.
    if (isUnreachable(error)) throw Object.assign(databaseAway(error), { digest: awayDigest });
    if (error instanceof AppError && error.code === "unavailable") throw Object.assign(error, { digest: awayDigest });
    throw error;
  }
};
