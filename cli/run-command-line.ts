import { performance } from "node:perf_hooks";
import { Command as Program } from "commander";
import { z } from "zod";
import { catalogue } from "@/cli/catalogue";
import { parseOptions, UsageError } from "@/cli/command";
import type { Command, CommandContext, CommandResult } from "@/cli/command";
import { failureOf } from "@/cli/failure";
import type { Failure } from "@/cli/failure";
import { closeResult, oneLine, printError, printResult, printRow, progressPrinter } from "@/cli/output";
import { systemActor } from "@/lib/auth/ensure-workspace";
import { closeDb } from "@/lib/db";
import { closeQueue } from "@/lib/jobs/queue";

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

/** One command from its words to its status. */
type Run = { argv: string[]; startedAt: number; signal: AbortSignal; status: 0 | 1 | 2 };

const contextOf = (run: Run, common: z.infer<typeof commonSchema>, report: CommandContext["control"]["report"]): CommandContext => ({
  actor: () => systemActor("command line"),
  seed: common.seed,
  threads: common.threads ?? null,
  control: { signal: run.signal, report },
  printRow,
  markFailed: () => {
    run.status = 1;
  },
});

const runCommand = async (run: Run, command: Command, options: Record<string, unknown>, args: string[]): Promise<void> => {
  const common = parseOptions(commonSchema, options);
  // The environment is parsed at first use, which comes after this.
  if (common.home) process.env.PLUMBLINE_HOME = common.home;
  const progress = progressPrinter();
  let result: CommandResult;
  try {
    result = await command.run(contextOf(run, common, progress.report), { options, args });
  } finally {
    progress.end();
  }
  await printResult(closeResult(command.name, run.startedAt, result), common.json);
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

const register = async (program: Program, wanted: string | undefined, run: Run): Promise<void> => {
  for (const entry of catalogue) {
    const sub = addCommonOptions(program.command(entry.name).description(entry.summary));
    if (entry.name !== wanted) continue;
    const { command } = await entry.load();
    sub.description(command.describe).summary(entry.summary);
    if (command.argument) sub.argument(command.argument.name, command.argument.describe);
    for (const { flags, describe, acts, default: usual } of command.options)
      sub.option(flags, acts ? `${acts.join(", ")}: ${describe}` : describe, usual);
    refuseFlagAsValue(sub, run.argv);
    sub.action(async () => runCommand(run, command, sub.opts(), sub.args));
  }
};

/** One line for people on standard error and, where a script asked for JSON, the object that it reads the last line for. */
const tellFailure = async (run: Run, { message }: Failure, name: string): Promise<void> => {
  const line = oneLine(message);
  printError(name, line);
  if (run.argv.includes("--json")) await printResult(closeResult(name, run.startedAt, { error: line }), true);
};

/**
 * Runs one command of the command line, prints what it says, and closes what it opened.
 * @returns its exit status: 0 done, 1 the work failed, 2 wrong usage
 */
export const runCommandLine = async (argv: string[], signal: AbortSignal): Promise<number> => {
  const run: Run = { argv, startedAt: performance.now(), signal, status: 0 };
  const wanted = argv.find((argument) => catalogue.some((entry) => entry.name === argument));
  const program = new Program("plumbline")
    .description("Collect human feedback on model outputs, learn reward models from it, and decide for every instance who should label it.")
    .exitOverride()
    .showHelpAfterError(false)
    .configureOutput({ outputError: () => undefined })
    .addHelpText("after", helpTail);
  try {
    await register(program, wanted, run);
    const [first] = argv;
    if (wanted !== undefined && first !== undefined && /^--(json|home|seed|threads)\b/.test(first))
      throw new UsageError(`${first}: options stand behind the name of the command, as in \`plumbline ${wanted} … ${first}\``);
    for (const sub of program.commands) sub.exitOverride().configureOutput({ outputError: () => undefined });
    if (argv.length === 0) {
      program.outputHelp({ error: true });
      run.status = 2;
    } else await program.parseAsync(argv, { from: "user" });
  } catch (error) {
    const failure = failureOf(error, wanted ?? "");
    run.status = failure?.status ?? 0;
    if (failure) await tellFailure(run, failure, wanted ?? "");
  } finally {
    await closeQueue(false);
    await closeDb();
  }
  return run.status;
};
