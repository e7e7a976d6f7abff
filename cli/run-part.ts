import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { CommandContext, CommandResult } from "@/cli/command";

/**
 * One part of a production installation in the foreground until it is told to stop, as a container runs it: scripts/serve.mjs,
 * with its refusals of missing or default secrets. The status is the part's own.
 */
export const runPart = async (part: "web" | "worker", { control, markFailed }: CommandContext): Promise<CommandResult> => {
  const script = fileURLToPath(new URL("../scripts/serve.mjs", import.meta.url));
  const child = spawn(process.execPath, [script, part], { stdio: ["ignore", "inherit", "inherit"] });
  control.signal.addEventListener("abort", () => child.kill("SIGTERM"), { once: true });
  const [code] = await once(child, "exit");
  if (code !== 0) markFailed();
  return { part, status: typeof code === "number" ? code : null };
};
