import type { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { whyNoFile, whyNoFolder } from "@/cli/out-place";
import { wordsOf } from "@/lib/http/issue-schema";
import type { RunControl } from "@/lib/jobs/progress";

/** What a command of the command line is: its words, its options, and one call into a room. */

export type OutputValue = string | number | boolean | null | OutputValue[] | { [key: string]: OutputValue | undefined };
/** Keys of the command's JSON object, in the order in which they are printed. */
export type CommandResult = { [key: string]: OutputValue | undefined };

export type CommandContext = {
  /** Acts in the default workspace with an owner's rights; asking for it opens the database. */
  actor: () => Promise<Actor>;
  /** `--seed`, 1 unless given */
  seed: number;
  /** `--threads`; null leaves the bound to the room */
  threads: number | null;
  /** Progress goes to standard error; Ctrl-C asks for a stop. */
  control: RunControl;
  /** For commands that print one JSON object a row before the closing one. */
  printRow: (row: CommandResult) => void;
  /** Ends the command with status 1 although its result is printed (a check that found something). */
  markFailed: () => void;
};

export type OptionSpec = {
  flags: string;
  describe: string;
  default?: string;
  /** the acts that read it, as `set` of `budget set`; every one unless given. Help names them, and the others refuse it */
  acts?: readonly string[];
};
export type ArgumentSpec = { name: string; describe: string };

export type Command = {
  name: string;
  describe: string;
  /** in commander's notation: "<file...>", "[name]" */
  argument: ArgumentSpec | null;
  options: OptionSpec[];
  /** Options as commander gives them, by their camelCase names, and the positional arguments. */
  run: (context: CommandContext, raw: { options: Record<string, unknown>; args: string[] }) => Promise<CommandResult>;
};

type Definition<Schema extends z.ZodType> = Omit<Command, "run" | "argument"> & {
  argument?: ArgumentSpec;
  /** the act that is meant where no argument says one */
  actUnlessSaid?: string;
  /** Parses options and arguments together: `{ ...options, args }`. A refusal is wrong usage, status 2. */
  schema: Schema;
  run: (context: CommandContext, input: z.infer<Schema>) => Promise<CommandResult>;
};

/** Wrong usage: told on standard error, status 2. */
export class UsageError extends Error {}

/** `project_name` and `projectName` are one option to a reader: the flag as it is typed. */
export const flagOf = (path: PropertyKey[]): string => {
  const [head] = path;
  return head === "args" ? "argument" : `--${String(head).replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
};

/** What an act of a command cannot do without. */
export const needed = <Value>(flag: string, value: Value | undefined): Value => {
  if (value === undefined) throw new UsageError(`${flag}: is needed`);
  return value;
};

/** The value, or what is wrong with it by the option that it came from. */
export const parseOptions = <Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> => {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new UsageError(parsed.error.issues.map((issue) => `${flagOf(issue.path)}: ${wordsOf(issue)}`).join("; "));
};

/** A script's variable that was never set would be the number 0: a cap of nothing, a key without an end. */
const refuseBlank = (options: Record<string, unknown>): void => {
  for (const [name, value] of Object.entries(options))
    if (typeof value === "string" && value.trim() === "") throw new UsageError(`${flagOf([name])}: must not be empty`);
};

/** Commander's name of an option: `--key-env <variable>` is `keyEnv`. */
const keyOf = (flags: string): string =>
  (/^--([\w-]+)/.exec(flags)?.[1] ?? "").replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** Passed over, an option of another act would leave whoever typed it with something else than they meant. */
const refuseOfOtherActs = (
  { name, options }: Pick<Command, "name" | "options">,
  given: Record<string, unknown>,
  act: string | undefined,
): void => {
  for (const { flags, acts, default: usual } of options) {
    const value = given[keyOf(flags)];
    if (acts === undefined || act === undefined || acts.includes(act) || value === undefined || value === usual) continue;
    throw new UsageError(`${flagOf([keyOf(flags)])}: is for \`${name} ${acts.join("`, `" + name + " ")}\`, not for \`${name} ${act}\``);
  }
};

/** @throws UsageError where what a command is to write cannot be written */
const refuseOut = async (options: readonly OptionSpec[], out: unknown): Promise<void> => {
  const flags = options.find((option) => option.flags.startsWith("--out "))?.flags;
  if (flags === undefined || typeof out !== "string") return;
  const why = flags === "--out <folder>" ? await whyNoFolder(out) : await whyNoFile(out);
  if (why !== null) throw new UsageError(`--out: ${out} ${why}`);
};

/** Closes a command over its own types. */
export const defineCommand = <Schema extends z.ZodType>(definition: Definition<Schema>): Command => ({
  name: definition.name,
  describe: definition.describe,
  argument: definition.argument ?? null,
  options: definition.options,
  run: async (context, raw) => {
    refuseBlank(raw.options);
    const input = parseOptions(definition.schema, { ...raw.options, args: raw.args });
    refuseOfOtherActs(definition, raw.options, raw.args[0] ?? definition.actUnlessSaid);
    await refuseOut(definition.options, raw.options.out);
    return definition.run(context, input);
  },
});
