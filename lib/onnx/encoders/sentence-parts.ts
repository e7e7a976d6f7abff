import { z } from "zod";
import { AppError } from "@/lib/errors";
import { POOLINGS } from "./encoder-config";
import type { Pooling } from "./encoder-config";

/** What a sentence-transformers folder does with token vectors, as far as our forward pass has it. */
export interface SentenceParts {
  pooling: Pooling;
  /** What becomes of the pooled vector, in order; a dense layer by the folder within the encoder's where it lies. */
  steps: ({ kind: "unit-length" } | { kind: "dense"; part: string })[];
}

export const MODULES_FILE = "modules.json";
export const POOLING_FILE = "1_Pooling/config.json";

/** Parts of a folder, in order. */
const modulesSchema = z.array(z.object({ type: z.string(), path: z.string().default("") }));
const poolingSchema = z.record(z.string(), z.unknown());

/** Dropout does nothing after training. */
const BUILT = ["Transformer", "Pooling", "Dense", "Normalize", "Dropout"] as const;

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
  const parts = readModules(folder, modules);
  const own = parts.find(({ type }) => type === "Pooling");
  if (chosen === undefined && own && own.path !== "" && `${own.path}/config.json` !== POOLING_FILE) {
    throw unpooled(`${folder}/${MODULES_FILE} has its pooling in ${own.path}, and only ${POOLING_FILE} is read`);
  }
  if (chosen === undefined && own?.path && pooling === null)
    throw unpooled(`${folder} lacks the file ${POOLING_FILE} that its ${MODULES_FILE} names`);
  return {
    pooling: chosen ?? (pooling === null ? "mean" : poolingOf(parse(poolingSchema, pooling, `${folder}/${POOLING_FILE}`), folder)),
    steps: parts.flatMap(({ type, path }): SentenceParts["steps"] => {
      if (type === "Normalize") return [{ kind: "unit-length" }];
      return type === "Dense" ? [{ kind: "dense", part: path }] : [];
    }),
  };
};

type Part = { type: (typeof BUILT)[number]; path: string };

/** The parts by the last word of their types, each one that can be built, in an order in which they can. */
const readModules = (folder: string, modules: unknown): Part[] => {
  const file = `${folder}/${MODULES_FILE}`;
  const refused = (what: string): AppError =>
    new AppError("refused", {
      userMessage: `${file} ${what}. Without it the vectors would not be the encoder's. Take an encoder that has only ${BUILT.join(", ")}.`,
    });
  const parts = (modules === null ? [] : parse(modulesSchema, modules, file)).map(({ type, path }): Part => {
    const built = BUILT.find((one) => one === nameOf(type));
    if (!built) throw refused(`has a part that cannot be built here: ${type}${path === "" ? "" : ` (${path})`}`);
    // A path comes from whoever made the folder, and its files are read and copied: it stays a folder within.
    if (built === "Dense" && !/^[\w-][\w.-]*$/u.test(path)) throw refused(`has a Dense layer in “${path}”, which is no folder within it`);
    return { type: built, path };
  });
  const pooled = parts.findIndex(({ type }) => type === "Pooling");
  const early = parts.slice(0, Math.max(0, pooled)).find(({ type }) => type === "Dense" || type === "Normalize");
  if (early) throw refused(`has a part before its pooling that cannot be built here: ${early.type}`);
  return parts;
};

/** Folders of the dense layers that a folder's `modules.json` names. */
export const denseParts = (folder: string, modules: unknown): string[] =>
  readModules(folder, modules).flatMap(({ type, path }) => (type === "Dense" ? [path] : []));

/** The last word of "sentence_transformers.models.Dense". */
const nameOf = (type: string): string => type.split(".").at(-1) ?? type;

const PREFIX = "pooling_mode_";

/** Modes are switches of their own; several at once put their vectors end to end. Newer folders name them in one entry. */
const poolingOf = (config: Readonly<Record<string, unknown>>, folder: string): Pooling => {
  const named = [config["pooling_mode"] ?? []].flat().map(String);
  const switched = Object.keys(config).filter((key) => key.startsWith(PREFIX) && config[key] === true);
  const modes = [...new Set([...named, ...switched.map((key) => key.slice(PREFIX.length))])];
  const [only = "mean_tokens"] = modes;
  const known = modes.length < 2 ? MODES[only.replace(/_tokens$/u, "")] : undefined;
  if (known) return known;
  throw unpooled(
    `${folder}/${POOLING_FILE} asks for pooling by ${modes.join(" and ")}, and only one of mean_tokens, mean_sqrt_len_tokens, max_tokens and cls_token can be built`,
  );
};

const MODES: Readonly<Record<string, Pooling>> = {
  mean: "mean",
  mean_sqrt_len: "mean-sqrt",
  max: "max",
  cls: "cls",
  cls_token: "cls",
};

const unpooled = (what: string): AppError =>
  new AppError("refused", {
    userMessage: `${what}. Take another encoder, or add this one under a name with a pooling of your own (encoder add --pooling ${POOLINGS.join(", ")}): its vectors are then others than its authors'.`,
  });

const parse = <Out>(schema: z.ZodType<Out>, json: unknown, file: string): Out => {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new AppError("refused", { userMessage: `${file} cannot be read: ${issue?.path.join(".") || "it"}: ${issue?.message}.` });
};
