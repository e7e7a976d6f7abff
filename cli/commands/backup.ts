import path from "node:path";
import { z } from "zod";
import { defineCommand } from "@/cli/command";
import { writeBackup } from "@/lib/backup/write-backup";

export const command = defineCommand({
  name: "backup",
  describe: "write every table at one moment, every stored file and a manifest with checksums to a folder; work goes on meanwhile",
  options: [{ flags: "--out <folder>", describe: "a folder that is empty or not there yet" }],
  schema: z.object({ out: z.string("is needed") }),
  run: async ({ actor, control }, { out }) => {
    const folder = path.resolve(out);
    return { out: folder, ...(await writeBackup(await actor(), { folder }, control)) };
  },
});
