import { z } from "zod";
import { defineCommand } from "@/cli/command";
import { runPart } from "@/cli/run-part";

export const command = defineCommand({
  name: "serve",
  describe: "serve the web app of a production installation in the foreground, as a container does. Refuses missing or default secrets",
  options: [],
  schema: z.object({}),
  run: (context) => runPart("web", context),
});
