import { randomBytes } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { env } from "@/lib/env";
import { deriveKey } from "@/lib/secrets/seal";
import type { SealingKey } from "@/lib/secrets/seal";
import { syncFolders } from "@/lib/sync-folders";

/**
 * The key of this installation: PLUMBLINE_SECRETS_KEY, or else the file `secrets-key` in the home folder, made at first use
 * and readable by its owner alone. Several processes may ask at once: a link either appears whole or was there already.
 */
export const installationKey = async (): Promise<SealingKey> => deriveKey(env().PLUMBLINE_SECRETS_KEY ?? (await keyFile()));

const keyFile = async (): Promise<string> => {
  const home = env().PLUMBLINE_HOME;
  const file = path.join(home, "secrets-key");
  const known = await readIfThere(file);
  if (known !== null) return known;
  await mkdir(home, { recursive: true });
  const draft = `${file}.${randomBytes(6).toString("hex")}`;
  await writeFile(draft, randomBytes(48).toString("base64url"), { mode: 0o600, flag: "wx", flush: true });
  try {
    await link(draft, file);
  } catch (error) {
    if (!hasCode(error, "EEXIST")) throw error;
  } finally {
    await rm(draft, { force: true });
  }
  // What is encrypted with it is in the database from now on.
  await syncFolders([file], home);
  return readFile(file, "utf8");
};

const hasCode = (error: unknown, code: string): boolean => error instanceof Error && "code" in error && error.code === code;

const readIfThere = async (file: string): Promise<string | null> => {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (hasCode(error, "ENOENT")) return null;
    throw error;
  }
};
