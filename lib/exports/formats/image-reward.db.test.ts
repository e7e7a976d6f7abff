import { expect, it, vi } from "vitest";
import { exportVersion, jsonRows, plantRows, readVersionFile } from "@/scripts/testing/export-project";
import { testDatabase } from "@/scripts/testing/database";

vi.stubEnv("PLUMBLINE_MEDIA_HOSTS", "example.org");
testDatabase();

it("have their places in rows for rewards of pictures, and rows without one picture a response are counted", async () => {
  const picture = (name: string) => ({ type: "image", url: `https://example.org/${name}.png` });
  const item = (id: string, media: object[][]) => ({
    id,
    prompt: `draw ${id}`,
    responses: media.map((shown) => ({ text: "", media: shown })),
    labels: ["ada", "kim"].map((annotator) => ({ annotator, kind: "human", ranking: [2, [0, 1]] })),
  });
  const [a, b, c] = [picture("a"), picture("b"), picture("c")];
  const sound = { type: "audio", url: "https://example.org/d.mp3" };
  const at = await plantRows("ranking", [
    item("one", [[a], [b, sound], [c]]),
    item("two", [[a], [b], []]),
    item("three", [[a], [b], [a, c]]),
  ]);
  const version = await exportVersion(at, { format: "image-reward", container: "jsonl" });
  expect(jsonRows(await readVersionFile(at.actor, version.id, "train.jsonl"))).toEqual([
    { id: "one", prompt: "draw one", generations: ["a", "b", "c"].map((name) => `https://example.org/${name}.png`), ranking: [2, 2, 1] },
  ]);
  expect(version.excluded).toEqual({ "no-picture": 2 });
  const said = "Items show pictures, sound or video";
  expect(String(await readVersionFile(at.actor, version.id, "README.md"))).not.toContain(said);
  const texts = await exportVersion(at, { format: "trl-preference", container: "jsonl" });
  expect(String(await readVersionFile(at.actor, texts.id, "README.md"))).toContain(said);
});
