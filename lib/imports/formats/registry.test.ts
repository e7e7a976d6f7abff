import { describe, expect, it } from "vitest";
import { recogniseFormats } from "@/lib/imports/detect-reading";
import type { FormatFixture } from "@/lib/imports/formats/contract";
import { fixturesByFormat } from "@/lib/imports/formats/fixtures";
import { formats, isNamedFormat } from "@/lib/imports/formats/registry";
import { parseRow } from "@/lib/imports/parse-row";
import { readRows } from "@/lib/imports/read-rows";
import type { ReadRow } from "@/lib/imports/read-rows";
import { importRowSchema } from "@/lib/imports/row-schema";
import { readLabels } from "@/lib/imports/targets";
import { kinds } from "@/lib/kinds/registry";
import { sourceOf } from "@/scripts/testing/file-source";

const cases = Object.keys(formats)
  .filter(isNamedFormat)
  .flatMap((format) => fixturesByFormat[format].map((fixture): [string, string, FormatFixture] => [format, fixture.about, fixture]));

const recognised = (records: Record<string, unknown>[]) =>
  recogniseFormats({ records, columns: new Set(records.flatMap((record) => Object.keys(record))), fileName: "rows.jsonl" });

describe.each(cases)("%s: %s", (format, _about, { records, rows, people = [] }) => {
  it("is recognised, above every other format", () => {
    const [best, next] = recognised(records);
    expect(best?.format).toBe(format);
    expect(best?.confidence).toBeGreaterThan(0.5);
    if (next) expect(best?.confidence).toBeGreaterThan(next.confidence);
  });

  it("is read from JSON lines as its rows", async () => {
    const [best] = recognised(records);
    if (!best) throw new Error("not recognised");
    const source = sourceOf(records.map((record) => JSON.stringify(record)).join("\n"));
    const reading = {
      container: "jsonl",
      format: best.format,
      columns: best.columns,
      mapping: null,
      annotator: null,
      members: null,
    } as const;
    const read: ReadRow[] = [];
    for await (const row of readRows(source, { ...reading }, { bytes: 0 })) read.push(row);
    const found = read.filter(({ ok }) => ok !== "empty");
    expect(found.map((row) => (row.ok === true ? row.row : row))).toEqual(rows.map((row) => importRowSchema.parse(row)));
    expect(read.flatMap((row) => (row.ok === "empty" ? row.people : []))).toEqual(people);
    expect(read.reduce((sum, { records: of }) => sum + of, 0)).toBe(records.length);
  });

  it("brings labels that are answers of some kind of campaign", () => {
    const unfit = new Map<string, number>();
    const targets = Object.values(kinds).map((kind) => ({
      campaignId: kind.id,
      kind,
      config: null,
      learns: true,
      stored: null,
      lessons: [],
    }));
    for (const row of rows) {
      const parsed = parseRow(row, [null]);
      if (!parsed.ok) throw new Error(parsed.reason);
      const labels = readLabels(targets, parsed.row, unfit);
      expect(labels).toMatchObject({ answers: parsed.row.labels.map(() => ({})) });
    }
    expect([...unfit]).toEqual([]);
  });
});
