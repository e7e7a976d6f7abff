import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { findServerRefusals } from "@/scripts/bootstrap/refusals.mjs";
import { findDrift, migrationStatus } from "@/scripts/database/migrations.mjs";
import { testDatabase } from "@/scripts/testing/database";

const database = testDatabase();

describe("a test database", () => {
  it("is the one that lib/db opens", async () => {
    const rows = await db().$queryRaw<{ name: string }[]>`select current_database() as name`;
    expect(database.url.endsWith(`/${rows[0]?.name}`)).toBe(true);
  });

  it("has every migration applied, unedited", async () => {
    expect(await migrationStatus(database.url)).toEqual({ pending: [], edited: [], unknown: [] });
  });

  it("says when the schema is ahead of the migrations", async () => {
    expect(await findDrift(database.url)).toBe("");
    const place = { schema: `${database.home}/schema`, migrations: `${database.home}/migrations` };
    mkdirSync(place.schema, { recursive: true });
    writeFileSync(`${place.schema}/base.prisma`, readFileSync("prisma/schema/base.prisma", "utf8"));
    writeFileSync(`${place.schema}/item.prisma`, "model Thing {\n  id String @id\n}\n");
    expect(await findDrift(database.url, place)).toContain('CREATE TABLE "Thing"');
  });

  // The product's own server is asked for the opposite in e2e/desk-offline.spec.ts.
  it.skipIf(process.env.TEST_DATABASE_URL)("is on a server that a start refuses: it waits for no disk", async () => {
    expect(await findServerRefusals(database.url)).toEqual(
      ["fsync", "full_page_writes", "synchronous_commit"].map(
        (name) => `the database runs with ${name}=off: a crash would lose labels that were confirmed`,
      ),
    );
  });
});
