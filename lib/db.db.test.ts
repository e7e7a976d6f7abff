import pg from "pg";
import { expect, it } from "vitest";
import { db } from "@/lib/db";
import { databaseNow } from "@/lib/database-now";
import { testDatabase } from "@/scripts/testing/database";

const database = testDatabase();

it("reads times as they are from a server whose own zone is another", async () => {
  const admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
  await admin.query(`alter database ${new URL(database.url).pathname.slice(1)} set timezone = 'America/New_York'`);
  await admin.end();
  expect(Math.abs((await databaseNow(db())).getTime() - Date.now())).toBeLessThan(60_000);
});
