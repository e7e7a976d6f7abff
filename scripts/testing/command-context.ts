import type { CommandContext } from "@/cli/command";
import { silentRun } from "@/lib/jobs/progress";

/** What a command gets in a test that calls it itself: its result is looked at, and what it says meanwhile is not. */
export const contextOf = (actor: CommandContext["actor"]): CommandContext => ({
  ...{ actor, seed: 1, threads: null, control: silentRun() },
  ...{ printRow: () => undefined, markFailed: () => undefined },
});
