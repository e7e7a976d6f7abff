import { ensureClient } from "../bootstrap/client.mjs";
import { ensurePrograms } from "../bootstrap/programs.mjs";

/** What the tests start in processes of their own is translated from the sources as they stand. */
export default async function setup(): Promise<void> {
  await ensureClient();
  await ensurePrograms();
}
