import { isClosedPipe } from "@/cli/output";
import { runCommandLine } from "@/cli/run-command-line";
import { AppError } from "@/lib/errors";

const stop = new AbortController();
// A terminal sends Ctrl-C to the launcher and to us, and the launcher hands it on: of two that come together the second must not end us
// in the middle of what the first one asked for.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.on(signal, () => stop.abort(new AppError("cancelled", { userMessage: "Stopped. Nothing was left half done." })));

// A reader that has seen enough, as `head` has, closes the pipe: what was asked for is done all the same.
for (const stream of [process.stdout, process.stderr])
  stream.on("error", (error) => {
    if (!isClosedPipe(error)) throw error;
  });

const status = await runCommandLine(process.argv.slice(2), stop.signal);
// Runtimes with threads of their own may hold the process open; everything is written by now.
process.exit(status);
