import { z } from "zod";
import { AppError } from "@/lib/errors";
import type { Pooling } from "./encoder-config";

/** What a sentence-transformers folder does with token vectors, as far as our forward pass has it. */
export interface SentenceParts {
  pooling: Pooling;
  unitLength: boolean;
}

export const MODULES_FILE = "modules.json";
export const POOLING_FILE = "1_Pooling/config.json";

/** Parts of a folder, in order. */
const modulesSchema = z.array(z.object({ type: z.string(), path: z.string().default("") }));
const poolingSchema = z.record(z.string(), z.unknown());

/** Dropout does nothing after training. */
const BUILT = ["Transformer", "Pooling", "Normalize", "Dropout"] as const;

/**
 * Reads `modules.json` and `1_Pooling/config.json`, null where there is none. A part or a pooling that our forward pass does not have
 * is refused by name: left out, it would give vectors that are not the encoder's.
 *
 * @param chosen the pooling that somebody chose in place of the folder's own.
 */
export const readSentenceParts = (
  folder: string,
  { modules, pooling }: { modules: unknown; pooling: unknown },
  chosen: Pooling | undefined,
): SentenceParts => {
  const parts = modules === null ? [] : parse(modulesSchema, modules, `${folder}/${MODULES_FILE}`);
  for (const { type, path } of parts) {
    if (BUILT.some((built) => nameOf(type) === built)) continue;
    throw new AppError("refused", {
      userMessage: `${folder}/${MODULES_FILE} has a part that cannot be built here: ${type}${path === "" ? "" : ` (${path})`}. Without it the vectors would not be the encoder's. Take an encoder that has only ${BUILT.join(", ")}.`,
    });
  }
  const own = parts.find(({ type }) => nameOf(type) === "Pooling");
  if (chosen === undefined && own && own.path !== "" && `${own.path}/config.json` !== POOLING_FILE) {
    throw unpooled(`${folder}/${MODULES_FILE} has its pooling in ${own.path}, and only ${POOLING_FILE} is read`);
  }
  if (chosen === undefined && own?.path && pooling === null)
    throw unpooled(`${folder} lacks the file ${POOLING_FILE} that its ${MODULES_FILE} names`);
  return {
    pooling: chosen ?? (pooling === null ? "mean" : poolingOf(parse(poolingSchema, pooling, `${folder}/${POOLING_FILE}`), folder)),
    unitLength: parts.some(({ type }) => nameOf(type) === "Normalize"),
  };
};

/** The last word of "sentence_transformers.models.Dense". */
const nameOf = (type: string): string => type.split(".").at(-1) ?? type;

const PREFIX = "pooling_mode_";

/** Modes are switches of their own; several at once put their vectors end to end. Newer folders name them in one entry. */
const poolingOf = (config: Readonly<Record<string, unknown>>, folder: string): Pooling => {
  const named = [config["pooling_mode"] ?? []].flat().map(String);
  const switched = Object.keys(config).filter((key) => key.startsWith(PREFIX) && config[key] === true);
  const modes = [...new Set([...named, ...switched.map((key) => key.slice(PREFIX.length))])];
  const [only = "mean_tokens"] = modes;
  if (modes.length < 2 && (only === "mean_tokens" || only === "mean")) return "mean";
  if (modes.length < 2 && (only === "cls_token" || only === "cls")) return "cls";
  throw unpooled(
    `${folder}/${POOLING_FILE} asks for pooling by ${modes.join(" and ")}, and only by mean_tokens or by cls_token alone can be built`,
  );
};

const unpooled = (what: string): AppError =>
  new AppError("refused", {
    userMessage: `${what}. Take another encoder, or add this one under a name with the pooling mean or cls (encoder add --pooling): its vectors are then others than its authors'.`,
  });

const parse = <Out>(schema: z.ZodType<Out>, json: unknown, file: string): Out => {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new AppError("refused", { userMessage: `${file} cannot be read: ${issue?.path.join(".") || "it"}: ${issue?.message}.` });
};
