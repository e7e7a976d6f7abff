import { deleteDB, openDB } from "idb";
import { databaseName } from "@/components/annotate/local-store";
import { themeKey } from "@/components/shell/theme-key";

const exists = async (): Promise<boolean> => (await indexedDB.databases()).some(({ name }) => name === databaseName);

/** Answers and skips in this browser that the server does not have yet, whoever gave them. */
export const countUnsent = async (): Promise<number> => {
  if (typeof indexedDB === "undefined" || !(await exists())) return 0;
  const database = await openDB(databaseName);
  try {
    return database.objectStoreNames.contains("outbox") ? await database.count("outbox") : 0;
  } finally {
    database.close();
  }
};

/** What the desk keeps in this browser goes: answers on their way, drafts, items held ready, and what was chosen for this browser. */
export const clearLocalStore = async (): Promise<void> => {
  for (const name of Object.keys(window.localStorage)) if (name !== themeKey) window.localStorage.removeItem(name);
  window.sessionStorage.clear();
  if (typeof indexedDB !== "undefined") await deleteDB(databaseName);
};
