import { z } from "zod";
import { defineCommand } from "@/cli/command";
import { invariantTitles } from "@/lib/verify/schema";
import { verifyInvariants } from "@/lib/verify/verify-invariants";

export const command = defineCommand({
  name: "verify",
  describe: `check what is stored: ${Object.entries(invariantTitles)
    .map(([id, title]) => `${id} ${title}`)
    .join("; ")}. Status 1 where one fails`,
  options: [],
  schema: z.object({}),
  run: async ({ actor, control, markFailed }) => {
    const invariants = await verifyInvariants(await actor(), control);
    for (const { id, note } of invariants) if (note !== null) process.stderr.write(`plumbline verify: ${id}: ${note}\n`);
    if (invariants.some(({ ok }) => !ok)) {
      const failed = invariants.filter(({ ok }) => !ok).map(({ id }) => `${id} (${invariantTitles[id]})`);
      process.stderr.write(`plumbline verify: ${failed.join(", ")} does not hold. The result names the rows\n`);
      markFailed();
    }
    return { invariants };
  },
});
