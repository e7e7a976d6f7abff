import { createHash } from "node:crypto";

/** Where a file lists the best answer first, the place tells it; one that follows from the content tells nothing. To sort by. */
export const placeOf = (prompt: string, answer: string): string =>
  createHash("sha256")
    .update(JSON.stringify([prompt, answer]))
    .digest("hex");
