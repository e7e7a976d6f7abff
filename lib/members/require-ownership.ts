import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { AppError } from "@/lib/errors";

/** Whatever makes, unmakes or bars an owner takes an owner. */
export const requireOwnership = async (actor: Actor): Promise<void> => {
  try {
    await guard(actor, "members:own");
  } catch (cause) {
    if (!(cause instanceof AppError) || cause.code !== "forbidden") throw cause;
    throw new AppError("forbidden", { userMessage: "Only an owner of the workspace may decide about owners.", cause });
  }
};
