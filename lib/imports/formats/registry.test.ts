import { describe, expect, it } from "vitest";
import { recogniseFormats } from "@/lib/imports/detect-reading";
import { fixtures as arena } from "@/lib/imports/formats/arena/fixtures";
import { fixtures as argilla } from "@/lib/imports/formats/argilla/fixtures";
import type { FormatFixture } from "@/lib/imports/formats/contract";
import { fixtures as helpsteer } from "@/lib/imports/formats/helpsteer/fixtures";
import { fixtures as hhRlhf } from "@/lib/imports/formats/hh-rlhf/fixtures";
import { fixtures as labelStudio } from "@/lib/imports/formats/label-studio/fixtures";
import { fixtures as multipref } from "@/lib/imports/formats/multipref/fixtures";
import { messageFixtures, treeFixtures } from "@/lib/imports/formats/oasst/fixtures";
import { fixtures as openInstruct } from "@/lib/imports/formats/open-instruct/fixtures";
import { fixtures as plumbline } from "@/lib/imports/formats/plumbline/fixtures";
import { fixtures as prism } from "@/lib/imports/formats/prism/fixtures";
import { formats, isNamedFormat } from "@/lib/imports/formats/registry";
import type { NamedFormat } from "@/lib/imports/formats/registry";
import { fixtures as rewardbench } from "@/lib/imports/formats/rewardbench/fixtures";
import { fixtures as rlhfV } from "@/lib/imports/formats/rlhf-v/fixtures";
import { fixtures as trlPreference } from "@/lib/imports/formats/trl-preference/fixtures";
import { fixtures as trlStepwise } from "@/lib/imports/formats/trl-stepwise/fixtures";
import { fixtures as trlUnpaired } from "@/lib/imports/formats/trl-unpaired/fixtures";
import { fixtures as ultrafeedback } from "@/lib/imports/formats/ultrafeedback/fixtures";
import { fixtures as wmtMqm } from "@/lib/imports/formats/wmt-mqm/fixtures";
import { parseRow } from "@/lib/imports/parse-row";
import { readRows } from "@/lib/imports/read-rows";
import type { ReadRow } from "@/lib/imports/read-rows";
import { importRowSchema } from "@/lib/imports/schema";
import { readLabels } from "@/lib/imports/targets";
import { kinds } from "@/lib/kinds/registry";
import { sourceOf } from "@/scripts/testing/file-source";

const fixtures: Record<NamedFormat, FormatFixture[]> = {
  plumbline,
  "trl-preference": trlPreference,
  "trl-unpaired": trlUnpaired,
  "trl-stepwise": trlStepwise,
  "hh-rlhf": hhRlhf,
  ultrafeedback,
  rewardbench,
  helpsteer,
  prism,
  multipref,
  "rlhf-v": rlhfV,
  "oasst-trees": treeFixtures,
  "oasst-messages": messageFixtures,
  arena,
  argilla,
  "label-studio": labelStudio,
  "wmt-mqm": wmtMqm,
  "open-instruct": openInstruct,
};

const cases = Object.keys(formats)
  .filter(isNamedFormat)
  .flatMap((format) => fixtures[format].map((fixture): [string, string, FormatFixture] => [format, fixture.about, fixture]));

const recognised = (records: Record<string, unknown>[]) =>
  recogniseFormats({ records, columns: new Set(records.flatMap((record) => Object.keys(record))), fileName: "rows.jsonl" });

describe.each(cases)("%s: %s", (format, _about, { records, rows }) => {
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
    expect(read.map((row) => (row.ok === true ? row.row : row))).toEqual(rows.map((row) => importRowSchema.parse(row)));
    expect(read.reduce((sum, { records: of }) => sum + of, 0)).toBe(records.length);
  });

  it("brings labels that are answers of some kind of campaign", () => {
    const unfit = new Map<string, number>();
    const targets = Object.values(kinds).map((kind) => ({ campaignId: kind.id, kind, config: null, learns: true }));
    for (const row of rows) {
      const parsed = parseRow(row);
      if (!parsed.ok) throw new Error(parsed.reason);
      const labels = readLabels(targets, parsed.row, unfit);
      expect(labels).toMatchObject({ answers: parsed.row.labels.map(() => ({})) });
    }
    expect([...unfit]).toEqual([]);
  });
});
