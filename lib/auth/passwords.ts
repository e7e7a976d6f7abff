import { hash, verify } from "@node-rs/argon2";
import { randomInt } from "node:crypto";

// argon2id (the library's default) with OWASP's floor of 19 MiB and two passes; the async calls hash on libuv's threads.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password, cost);

let decoy: Promise<string> | null = null;

/**
 * Whether the password fits. Where there is no hash (nobody of that name, or no password set) a decoy of the same cost
 * is verified, so that the time of an answer does not tell who has an account.
 */
export const verifyPassword = async (passwordHash: string | null, password: string): Promise<boolean> => {
  decoy ??= hashPassword("nobody's password");
  const fits = await verify(passwordHash ?? (await decoy), password);
  return passwordHash !== null && fits;
};

// No letters that are read for one another.
const alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

/** A password for a person to copy once: four groups of five, about 99 bits. */
export const generatePassword = (): string =>
  Array.from({ length: 4 }, () => Array.from({ length: 5 }, () => alphabet.charAt(randomInt(alphabet.length))).join("")).join("-");
