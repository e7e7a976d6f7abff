import type { Granted } from "@/lib/auth/guard";
import { AppError } from "@/lib/errors";

/** Whatever makes, unmakes or bars an owner takes an owner. */
export const requireOwnership = ({ may }: Granted): void => {
  if (!may("members:own")) throw new AppError("forbidden", { userMessage: "Only an owner of the workspace may decide about owners." });
};
