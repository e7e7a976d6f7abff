import { expect, it } from "vitest";
import { exportVersion, jsonRows, plantRows, readVersionFile } from "@/scripts/testing/export-project";
import { testDatabase } from "@/scripts/testing/database";

testDatabase();

it("a text that is too long to be written out with each correction has its pair all the same", async () => {
  const long = "The stone is red. ".repeat(12_000);
  const segments = [{ start: 13, end: 16, replacement: "blue" }];
  const labels = ["ada", "kim"].map((annotator) => ({ annotator, kind: "human", response: 0, segments }));
  const at = await plantRows("segment", [{ id: "1", prompt: "Which colour?", responses: [{ text: long }], labels }]);
  const version = await exportVersion(at, { format: "trl-preference", container: "jsonl" });
  const rows = jsonRows(await readVersionFile(at.actor, version.id, version.files[0]?.path ?? ""));
  const turns = (content: string) => [{ role: "assistant", content }];
  expect(rows).toHaveLength(1);
  expect([turns(long.replace("red", "blue")), long.replace("red", "blue")]).toContainEqual(rows[0]?.["chosen"]);
});
