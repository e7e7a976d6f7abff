import { CommanderError } from "commander";
import { z } from "zod";
import { UsageError } from "@/cli/command";
import { isUnreachable } from "@/lib/db-retry";
import { AppError, isDiskFull, publicMessage } from "@/lib/errors";
import { wordsOf } from "@/lib/http/issue-schema";
import { log } from "@/lib/log";

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

export type Failure = { status: 1 | 2; message: string };

/** A sentence that ends is not ended twice; an ellipsis and a name's dot stay. */
const withHelp = (message: string, name: string): string =>
  `${message.replace(/(?<=[\p{L}\p{N})”"])\.$/u, "")}. See \`plumbline ${name === "" ? "" : `${name} `}--help\``;

/** Usage faults 2, everything else that failed 1; null where nothing failed. A fault of ours keeps its details in the log. */
export const failureOf = (error: unknown, name: string): Failure | null => {
  if (error instanceof CommanderError)
    return error.exitCode === 0 ? null : { status: 2, message: withHelp(error.message.replace(/^error: /, ""), name) };
  if (error instanceof UsageError) return { status: 2, message: withHelp(error.message, name) };
  if (error instanceof AppError) return { status: 1, message: error.operatorMessage };
  // What a use case cannot take of what was given, as the web app refuses it too.
  if (error instanceof z.ZodError) {
    const issues = error.issues.map((issue) => (issue.path.length === 0 ? wordsOf(issue) : `${issue.path.join(".")}: ${wordsOf(issue)}`));
    return { status: 2, message: withHelp([...new Set(issues)].join("; "), name) };
  }
  const fault = fileFault(error);
  if (fault !== null) return { status: 1, message: fault };
  log.error({ error: error instanceof Error ? error.stack : String(error) }, "command failed");
  if (isUnreachable(error))
    return { status: 1, message: "the database cannot be reached, or went away in the middle. Run the command again" };
  if (isDiskFull(error))
    return {
      status: 1,
      message:
        "a disk is full: that of the home, of the database, or of the folder that is written to. Make room there, then run the command again",
    };
  return { status: 1, message: error instanceof Error ? closingLine(error.message) : publicMessage(error) };
};
