import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { readMapFile } from "@/lib/imports/read-map-file";
import { promptKey } from "@/lib/reward-models/prompt-text";
import type { FileRow } from "@/lib/reward-models/read-test-file";
import { readItemFile } from "@/lib/reward-models/read-test-file";

const read = async (name: string, text: string, columns?: object) => {
  const folder = await mkdtemp(path.join(tmpdir(), "plumbline-"));
  const [file, map] = [path.join(folder, name), path.join(folder, "map.json")];
  await writeFile(file, text);
  await writeFile(map, JSON.stringify(columns ?? {}));
  const rows: FileRow[] = [];
  for await (const row of readItemFile(file, columns && (await readMapFile(map)))) rows.push(row);
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

it("reads columns of any name, where a file says which is what", async () => {
  const text = "Frage,Antwort A,Antwort B,Urteil\nWarum?,gut,schlecht,links\n";
  const columns = { prompt: "Frage", responses: ["Antwort A", "Antwort B"], choice: "Urteil", words: { links: "A" } };
  expect(await read("rows.csv", text, columns)).toMatchObject([
    { promptText: "Warum?", responses: [{ text: "gut" }, { text: "schlecht" }], labels: [{ annotator: "file", choice: 0 }] },
  ]);
  await expect(read("rows.csv", text)).rejects.toThrow("with --map");
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
