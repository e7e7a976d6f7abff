import { z } from "zod";
import { defineCommand } from "@/cli/command";
import { runPart } from "@/cli/run-part";

export const command = defineCommand({
  name: "worker",
  describe: "run a worker of a production installation in the foreground, as a container does. Refuses missing or default secrets",
  options: [],
  schema: z.object({}),
  run: (context) => runPart("worker", context),
});
