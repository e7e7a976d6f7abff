import { endAllSessions } from "@/lib/auth/end-all-sessions";
import { accountKey, changingKey, forgetFailures, updatePerson } from "@/lib/auth/store";
import type { Tx } from "@/lib/db";

/**
 * Puts another password in the place of one that was forgotten, in the caller's transaction. Whoever knew the old one is out: every
 * session ends, and every browser that was known by it is a stranger (known-browser.ts). What was guessed in vain counts no more, or
 * the person would stand before a closed door with the right password. The caller has asked whether it may.
 */
export const replacePassword = async (tx: Tx, person: { id: string; email: string; passwordHash: string }): Promise<void> => {
  await updatePerson(tx, person.id, { passwordHash: person.passwordHash });
  await endAllSessions(tx, person.id);
  await forgetFailures(tx, [accountKey(person.email), changingKey(person.email)]);
};
