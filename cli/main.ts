import { performance } from "node:perf_hooks";
import { Command as Program, CommanderError } from "commander";
import { z } from "zod";
import { catalogue } from "@/cli/catalogue";
import { parseOptions, UsageError } from "@/cli/command";
import type { Command, CommandContext, CommandResult } from "@/cli/command";
import { closeResult, isClosedPipe, oneLine, printError, printResult, printRow, progressPrinter } from "@/cli/output";
import { systemActor } from "@/lib/auth/ensure-workspace";
import { closeDb } from "@/lib/db";
import { isUnreachable } from "@/lib/db-retry";
import { AppError, isDiskFull, publicMessage } from "@/lib/errors";
import { closeQueue } from "@/lib/jobs/queue";
import { log } from "@/lib/log";

const commonSchema = z.object({
  json: z.boolean().default(false),
  home: z.string().min(1).optional(),
  seed: z.coerce.number().int().min(0).default(1),
  threads: z.coerce.number().int().min(1).max(256).optional(),
});

const addCommonOptions = (program: Program): Program =>
  program
    .option("--json", "print one JSON object on the last line of standard output; progress goes to standard error")
    .option("--home <folder>", "where the embedded database, files and secrets live (default: .local of the checkout)")
    .option("--seed <number>", "seed of all randomness", "1")
    .option("--threads <number>", "bound on threads");

const helpTail = `
Options of every command (after its name):
  --json              one JSON object on the last line of standard output; progress goes to standard error
  --home <folder>     where the embedded database, files and secrets live
  --seed <number>     seed of all randomness
  --threads <number>  bound on threads, for what computes in several (train, bench); the rest keeps to one whatever the bound

\`plumbline COMMAND --help\` tells a command's own options. Exit status: 0 done, 1 the work failed, 2 wrong usage.`;

const startedAt = performance.now();
let status = 0;

const stop = new AbortController();
process.once("SIGINT", () => stop.abort(new AppError("cancelled", { userMessage: "Stopped. Nothing was left half done." })));

const contextOf = (common: z.infer<typeof commonSchema>, report: CommandContext["control"]["report"]): CommandContext => ({
  actor: () => systemActor("command line"),
  seed: common.seed,
  threads: common.threads ?? null,
  control: { signal: stop.signal, report },
  printRow,
  markFailed: () => {
    status = 1;
  },
});

// A reader that has seen enough, as `head` has, closes the pipe: what was asked for is done all the same.
for (const stream of [process.stdout, process.stderr])
  stream.on("error", (error) => {
    if (!isClosedPipe(error)) throw error;
  });

const runCommand = async (command: Command, options: Record<string, unknown>, args: string[]): Promise<void> => {
  const common = parseOptions(commonSchema, options);
  // The environment is parsed at first use, which comes after this.
  if (common.home) process.env.PLUMBLINE_HOME = common.home;
  const progress = progressPrinter();
  let result: CommandResult;
  try {
    result = await command.run(contextOf(common, progress.report), { options, args });
  } finally {
    progress.end();
  }
  await printResult(closeResult(command.name, startedAt, result), common.json);
};

/** Commander would take the flag for the value, and `--home --json` would work in a folder of that name. */
const refuseFlagAsValue = (sub: Program, argv: string[]): void => {
  const ends = argv.indexOf("--");
  const words = ends < 0 ? argv : argv.slice(0, ends);
  for (const [i, word] of words.entries()) {
    const next = words[i + 1];
    if (next === undefined || !/^--[a-z]/i.test(next)) continue;
    if (sub.options.some(({ long, required }) => long === word && required))
      throw new UsageError(`${word}: has no value before ${next}. Where that is the value, write ${word}=${next}`);
  }
};

const register = async (program: Program, wanted: string | undefined, argv: string[]): Promise<void> => {
  for (const entry of catalogue) {
    const sub = addCommonOptions(program.command(entry.name).description(entry.summary));
    if (entry.name !== wanted) continue;
    const { command } = await entry.load();
    sub.description(command.describe).summary(entry.summary);
    if (command.argument) sub.argument(command.argument.name, command.argument.describe);
    for (const option of command.options) sub.option(option.flags, option.describe, option.default);
    refuseFlagAsValue(sub, argv);
    sub.action(async () => runCommand(command, sub.opts(), sub.args));
  }
};

/** Libraries begin with a picture of the place in the code and end with what happened. */
const closingLine = (message: string): string => message.trimEnd().split("\n").at(-1)?.trim() ?? message;

const fileFaults: Record<string, string> = {
  EEXIST: "there is a file of that name where a folder must be",
  ENOTDIR: "a part of its path is a file, where a folder must be",
  EISDIR: "it is a folder, where a file must be",
  ENOENT: "it is not there",
  EACCES: "it may not be opened by this user",
  EPERM: "it may not be opened by this user",
  EROFS: "the disk is read-only",
  ENOSPC: "the disk is full",
};

/** A file or folder of the caller's that cannot be used; null for any other fault. */
const fileFault = (error: unknown): string | null => {
  if (!(error instanceof Error) || !("code" in error) || !("path" in error)) return null;
  // Some places of the system refuse a folder by saying that its place is not there.
  const refused = error.code === "ENOENT" && "syscall" in error && error.syscall === "mkdir";
  const words = refused ? "no folder can be made there" : fileFaults[String(error.code)];
  return words === undefined ? null : `${String(error.path)} cannot be used: ${words}. Give another path`;
};

type Failure = { status: 1 | 2; message: string };

/** A sentence that ends is not ended twice; an ellipsis and a name's dot stay. */
const withHelp = (message: string, name: string): string =>
  `${message.replace(/(?<=[\p{L}\p{N})”"])\.$/u, "")}. See \`plumbline ${name === "" ? "" : `${name} `}--help\``;

/** Usage faults 2, everything else that failed 1; null where nothing failed. A fault of ours keeps its details in the log. */
const failureOf = (error: unknown, name: string): Failure | null => {
  if (error instanceof CommanderError)
    return error.exitCode === 0 ? null : { status: 2, message: withHelp(error.message.replace(/^error: /, ""), name) };
  if (error instanceof UsageError) return { status: 2, message: withHelp(error.message, name) };
  if (error instanceof AppError) return { status: 1, message: error.operatorMessage };
  // What a use case cannot take of what was given, as the web app refuses it too.
  if (error instanceof z.ZodError) {
    const issues = error.issues.map(({ path, message }) => (path.length === 0 ? message : `${path.join(".")}: ${message}`));
    return { status: 2, message: withHelp([...new Set(issues)].join("; "), name) };
  }
  const fault = fileFault(error);
  if (fault !== null) return { status: 1, message: fault };
  log.error({ error: error instanceof Error ? error.stack : String(error) }, "command failed");
  if (isUnreachable(error))
    return { status: 1, message: "the database cannot be reached, or went away in the middle. Run the command again" };
  if (isDiskFull(error))
    return { status: 1, message: "the disk of the home or of the database is full. Make room there, then run the command again" };
  return { status: 1, message: error instanceof Error ? closingLine(error.message) : publicMessage(error) };
};

/** One line for people on standard error and, where a script asked for JSON, the object that it reads the last line for. */
const tellFailure = async ({ message }: Failure, name: string, json: boolean): Promise<void> => {
  const line = oneLine(message);
  printError(name, line);
  if (json) await printResult(closeResult(name, startedAt, { error: line }), true);
};

const main = async (argv: string[]): Promise<void> => {
  const wanted = argv.find((argument) => catalogue.some((entry) => entry.name === argument));
  const program = new Program("plumbline")
    .description("Collect human feedback on model outputs, learn reward models from it, and decide for every instance who should label it.")
    .exitOverride()
    .showHelpAfterError(false)
    .configureOutput({ outputError: () => undefined })
    .addHelpText("after", helpTail);
  try {
    await register(program, wanted, argv);
    const [first] = argv;
    if (wanted !== undefined && first !== undefined && /^--(json|home|seed|threads)\b/.test(first))
      throw new UsageError(`${first}: options stand behind the name of the command, as in \`plumbline ${wanted} … ${first}\``);
    for (const sub of program.commands) sub.exitOverride().configureOutput({ outputError: () => undefined });
    if (argv.length === 0) {
      program.outputHelp({ error: true });
      status = 2;
      return;
    }
    await program.parseAsync(argv, { from: "user" });
  } catch (error) {
    const failure = failureOf(error, wanted ?? "");
    status = failure?.status ?? 0;
    if (failure) await tellFailure(failure, wanted ?? "", argv.includes("--json"));
  } finally {
    await closeQueue(false);
    await closeDb();
  }
};

await main(process.argv.slice(2));
// Runtimes with threads of their own may hold the process open; everything is written by now.
process.exit(status);
