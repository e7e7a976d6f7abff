import { rmSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { joinFileStore } from "@/scripts/database/file-store.mjs";
import { testDatabase } from "@/scripts/testing/database";

const database = testDatabase();
const home = (name: string): string => path.join(database.home, name);

describe("the files of a database", () => {
  it("lie in one home: another is refused until an operator says that they were put there", async () => {
    await Promise.all([joinFileStore(database.url, home("one")), joinFileStore(database.url, home("one"))]);
    await joinFileStore(database.url, home("one"));
    await expect(joinFileStore(database.url, home("two"))).rejects.toThrow(new RegExp(`do not lie in ${home("two")}.*${home("one")}`));
    await joinFileStore(database.url, home("two"), { adopt: true });
    await joinFileStore(database.url, home("two"));
    await joinFileStore(database.url, home("one"));
  });

  it("are missed where the home's disk was lost", async () => {
    rmSync(home("one"), { recursive: true });
    await expect(joinFileStore(database.url, home("one"))).rejects.toThrow(/do not lie in/);
  });
});
