import { can } from "@/lib/auth/permissions";
import type { Role } from "@/lib/auth/permissions";
import { AppError } from "@/lib/errors";

/** Whatever makes, unmakes or bars an owner takes an owner. */
export const requireOwnership = (role: Role): void => {
  if (!can(role, "members:own"))
    throw new AppError("forbidden", { userMessage: "Only an owner of the workspace may decide about owners." });
};
