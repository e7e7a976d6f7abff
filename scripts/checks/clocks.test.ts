import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { root } from "../bootstrap/paths.mjs";

// Hosts that share a database need not agree about the time (docs/operators): which aggregation is the newest, or when a model was
// promoted, must not depend on whose worker wrote it.
it("stores write no time of their own host's clock into rows", () => {
  const stores = readdirSync(path.join(root, "lib"), { recursive: true, encoding: "utf8" }).filter((file) =>
    /(^|[/-])store\.ts$/.test(file),
  );
  expect(stores.length).toBeGreaterThan(40);
  const own = stores.filter((file) => /new Date\(\)|Date\.now\(\)/.test(readFileSync(path.join(root, "lib", file), "utf8")));
  expect(own).toEqual([]);
});

it("the client fills in no time of its own host either: it does so for what the schema calls now() or @updatedAt", () => {
  const folder = path.join(root, "prisma/schema");
  const own = readdirSync(folder).filter((file) => /@default\(now\(\)\)|@updatedAt/.test(readFileSync(path.join(folder, file), "utf8")));
  expect(own).toEqual([]);
});
