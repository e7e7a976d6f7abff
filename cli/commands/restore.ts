import path from "node:path";
import { z } from "zod";
import { defineCommand } from "@/cli/command";
import { restoreBackup } from "@/lib/backup/restore-backup";

export const command = defineCommand({
  name: "restore",
  describe: "fill an installation that holds nothing yet (a fresh --home, or an empty database) from a backup",
  options: [{ flags: "--in <folder>", describe: "a folder that `backup` wrote" }],
  schema: z.object({ in: z.string("is needed") }),
  run: async ({ control }, { in: source }) => {
    const folder = path.resolve(source);
    return { in: folder, ...(await restoreBackup({ folder }, control)) };
  },
});
