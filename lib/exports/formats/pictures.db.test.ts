import { expect, it, vi } from "vitest";
import type { ExportFormat } from "@/lib/exports/formats/names";
import { duckdbRows, exportVersion, jsonRows, plantRows, readVersionFile } from "@/scripts/testing/export-project";
import type { ExportProject } from "@/scripts/testing/export-project";
import { testDatabase } from "@/scripts/testing/database";

vi.stubEnv("PLUMBLINE_MEDIA_HOSTS", "example.org");
testDatabase();

const address = (name: string): string => `https://example.org/${name}.png`;
const item = (id: string, shown: string[]) => ({
  id,
  prompt: `What is in ${id}?`,
  media: shown.map((name) => ({ type: "image", url: address(name) })),
  responses: [{ text: `a cat in ${id}` }, { text: `a dog in ${id}` }],
  labels: ["ada", "kim"].map((annotator) => ({ annotator, kind: "human", choice: 0 })),
});

const exported = async (at: ExportProject, format: ExportFormat) => {
  const version = await exportVersion(at, { format, container: "jsonl" });
  const rows = jsonRows(await readVersionFile(at.actor, version.id, "train.jsonl"));
  return { rows, card: String(await readVersionFile(at.actor, version.id, "README.md")) };
};

const trainers = ["trl-preference", "trl-preference-implicit", "openrlhf", "trl-unpaired", "trl-sft", "trl-prompt-only"] as const;

it("of prompts go to trainers, by name, where every row has some", async () => {
  const at = await plantRows("pairwise", [item("one", ["a", "b"]), item("two", ["c"])]);
  for (const format of trainers) {
    const { rows, card } = await exported(at, format);
    const shown = new Set(rows.map(({ images }) => JSON.stringify(images)));
    expect([format, [...shown]]).toEqual([format, [["a", "b"], ["c"]].map((names) => JSON.stringify(names.map(address)))]);
    expect(card).toContain("rows name the pictures of prompts alone, as `images`");
  }
  const packed = await exportVersion(at, { format: "trl-preference", container: "parquet" });
  expect((await duckdbRows(await readVersionFile(at.actor, packed.id, "train.parquet"))).rows[1]?.images).toEqual([address("c")]);
});

it("of some prompts alone stay out, and the card says so", async () => {
  const at = await plantRows("pairwise", [item("one", ["a"]), item("two", [])]);
  for (const format of trainers) {
    const { rows, card } = await exported(at, format);
    for (const row of rows) expect(row).not.toHaveProperty("images");
    expect(card).toContain("and rows hold texts alone. The `items` part names the media");
  }
});

it("tell responses to the same question apart: good of one picture, bad of another, none has both labels", async () => {
  const asked = (id: string, shown: string, choice: number) => ({
    ...item(id, [shown]),
    prompt: "What is it?",
    responses: [{ text: "cat" }, { text: "dog" }],
    labels: [{ annotator: "ada", kind: "human", choice }],
  });
  const at = await plantRows("pairwise", [asked("one", "a", 0), asked("two", "b", 1)]);
  const version = await exportVersion(at, { format: "trl-unpaired", container: "jsonl" });
  expect(version.manifest?.training).not.toHaveProperty("both_labels");
});
