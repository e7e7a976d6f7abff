import { forbidden, notFound, unstable_rethrow } from "next/navigation";
import type { Actor } from "@/lib/auth/actor";
import { pageActor } from "@/lib/auth/session";
import { AppError } from "@/lib/errors";

/** What a page shows, fetched as whoever is signed in: signed out leads to the door, missing and foreign to 404, a missing right to 403. */
export const pageData = async <Data>(load: (actor: Actor) => Promise<Data>): Promise<Data> => {
  const actor = await pageActor();
  try {
    return await load(actor);
  } catch (error) {
    unstable_rethrow(error);
    if (error instanceof AppError && error.code === "not_found") notFound();
    if (error instanceof AppError && error.code === "forbidden") forbidden();
    throw error;
  }
};
