import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { promptKey } from "@/lib/reward-models/prompt-text";
import type { FileRow } from "@/lib/reward-models/read-test-file";
import { readItemFile } from "@/lib/reward-models/read-test-file";

const read = async (name: string, text: string) => {
  const file = path.join(await mkdtemp(path.join(tmpdir(), "plumbline-")), name);
  await writeFile(file, text);
  const rows: FileRow[] = [];
  for await (const row of readItemFile(file)) rows.push(row);
  return rows;
};

it("reads what an import reads: ids and annotators that are numbers, bare texts, conversations, tables", async () => {
  const row = {
    id: 3,
    prompt: [{ role: "user", content: "Why?" }],
    responses: ["a", "b"],
    labels: [{ annotator: 7, kind: "human", choice: 1 }],
  };
  expect(await read("rows.jsonl", JSON.stringify(row))).toMatchObject([
    { id: "3", promptText: "Why?", responses: [{ text: "a" }, { text: "b" }], labels: [{ annotator: "7", choice: 1 }] },
  ]);
  const [table] = await read("rows.csv", "prompt,chosen,rejected\nWhy?,good,bad\n");
  expect(table?.responses.map(({ text }) => text).sort()).toEqual(["bad", "good"]);
});

it("names the line that cannot be read, and says so of what is no file of items", async () => {
  const good = JSON.stringify({ prompt: "p", responses: [{ text: "a" }] });
  await expect(read("rows.jsonl", `${good}\n{"prompt": "p"`)).rejects.toMatchObject({
    userMessage: expect.stringMatching(/rows\.jsonl, line 2: /),
  });
  await expect(read("rows.jsonl", "")).rejects.toThrow("the file is empty");
  await expect(read("rows.csv", "height,width\n1,2\n")).rejects.toThrow("nothing in it is named");
});

it("knows a prompt again by its words", () => {
  expect(promptKey("  Why is\n the SKY blue? ")).toBe(promptKey("why is the sky blue?"));
  expect(promptKey("Cafe\u0301")).toBe(promptKey("café"));
  expect(promptKey("Why is the sea blue?")).not.toBe(promptKey("why is the sky blue?"));
});
