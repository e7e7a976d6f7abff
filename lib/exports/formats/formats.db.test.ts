import { parquetReadObjects } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { describe, expect, it } from "vitest";
import { exportFormats } from "@/lib/exports/formats/names";
import type { ExportFormat } from "@/lib/exports/formats/names";
import { duckdbRows, exportVersion, plantRows, readVersionFile } from "@/scripts/testing/export-project";
import { markedRows, pairRows, rankingRows, ratingRows } from "@/scripts/testing/export-rows";
import { testDatabase } from "@/scripts/testing/database";

testDatabase();

type Kind = "pairwise" | "ranking" | "pointwise" | "segment";
const rowsOf: Record<Kind, (count: number) => object[]> = {
  pairwise: pairRows,
  ranking: rankingRows,
  pointwise: ratingRows,
  segment: markedRows,
};
const kinds: Kind[] = ["pairwise", "ranking", "pointwise", "segment"];

const preference = ["prompt", "chosen", "rejected"];
const argillaQuestion = (name: string): string[] => [
  `${name}.suggestion`,
  `${name}.suggestion.score`,
  `${name}.suggestion.agent`,
  `${name}.responses`,
  `${name}.responses.users`,
  `${name}.responses.status`,
];
const everywhere = (columns: string[]): Record<Kind, string[]> => ({
  pairwise: columns,
  ranking: columns,
  pointwise: columns,
  segment: columns,
});

/** Columns as trainers and tools document them, by kind; absent where the format refuses the kind. */
const documented: Record<ExportFormat, Partial<Record<Kind, string[]>>> = {
  "trl-preference": { ...everywhere(preference), ranking: [...preference, "margin"], pointwise: [...preference, "margin"] },
  "trl-preference-implicit": {
    ...everywhere(["chosen", "rejected"]),
    ranking: ["chosen", "rejected", "margin"],
    pointwise: ["chosen", "rejected", "margin"],
  },
  "trl-unpaired": everywhere(["prompt", "completion", "label"]),
  "trl-stepwise": { segment: ["prompt", "completions", "labels"] },
  "trl-sft": everywhere(["messages"]),
  "trl-prompt-only": everywhere(["prompt"]),
  openrlhf: {
    ...everywhere(["chosen", "rejected"]),
    ranking: ["chosen", "rejected", "margin"],
    pointwise: ["chosen", "rejected", "margin"],
  },
  "openai-preference": everywhere(["input", "preferred_output", "non_preferred_output"]),
  "alignment-handbook": everywhere(["prompt", "prompt_id", "chosen", "rejected", "messages", "score_chosen", "score_rejected"]),
  "hh-rlhf": everywhere(["chosen", "rejected"]),
  "soft-preference": {
    pairwise: [
      "chosen",
      "rejected",
      "chosen_probs",
      "chosen_probs_win",
      "chosen_probs_lose",
      "votes_chosen",
      "votes_rejected",
      "votes_tie",
    ],
  },
  ddpo: { segment: [...preference, "chosen_token_weights", "rejected_token_weights"] },
  pro: { ...everywhere(["prompt", "responses", "rank"]), pointwise: ["prompt", "responses", "rank", "reward"] },
  // The responses here are texts.
  "image-reward": {},
  "multi-aspect": {
    pairwise: ["prompt", "completion_a", "model_a", "completion_b", "model_b", "overall_pref"],
    pointwise: ["prompt", "response", "model", "overall", "honesty"],
    segment: ["prompt", "response", "model", "has_error", "errors"],
  },
  "safe-rlhf": {},
  rewardbench: everywhere(["prompt", "chosen", "chosen_model", "rejected", "rejected_model", "subset", "id"]),
  arena: {
    pairwise: [
      "question_id",
      "model_a",
      "model_b",
      "winner",
      "judge",
      "conversation_a",
      "conversation_b",
      "turn",
      "anony",
      "language",
      "tstamp",
    ],
  },
  "oasst-trees": everywhere(["message_tree_id", "tree_state", "prompt", "origin"]),
  "oasst-messages": everywhere([
    "message_id",
    "parent_id",
    "user_id",
    "created_date",
    "text",
    "role",
    "lang",
    "review_count",
    "review_result",
    "deleted",
    "rank",
    "synthetic",
    "model_name",
    "emojis",
    "labels",
    "events",
    "message_tree_id",
    "tree_state",
  ]),
  argilla: everywhere(["id", "external_id", "status", "fields", "metadata", "vectors", "suggestions", "responses"]),
  "argilla-flat": {
    pairwise: ["id", "status", "prompt", "response_1", "response_2", ...argillaQuestion("overall")],
    ranking: ["id", "status", "prompt", "response_1", "response_2", "response_3", ...argillaQuestion("overall")],
    pointwise: ["id", "status", "prompt", "response_1", "response_2", ...argillaQuestion("overall"), ...argillaQuestion("honesty")],
    segment: [
      "id",
      "status",
      "prompt",
      "response_1",
      ...argillaQuestion("spans"),
      ...argillaQuestion("has-error"),
      ...argillaQuestion("errors"),
    ],
  },
  "label-studio": everywhere(["id", "data", "annotations", "predictions"]),
  plumbline: everywhere(["id", "prompt", "media", "responses", "labels", "source", "license", "meta"]),
  annotations: everywhere([
    "campaign",
    "item",
    "unit",
    "annotator",
    "source",
    "response",
    "shown_order",
    "comment",
    "flagged",
    "active_seconds",
    "guide_version",
    "question_version",
    "extras",
    "repeat",
    "left_out",
    "created_at",
  ]),
};

/** Whole numbers of 64 bits as DuckDB's JSON has them; a cell without a value is absent to one reader and null to the other. */
const plain = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, cell: unknown) => (typeof cell === "bigint" ? cell.toString() : (cell ?? undefined))));

/** A Parquet file as DuckDB reads it, which is as another reader does. */
const readTwice = async (bytes: Buffer, name: string): Promise<Awaited<ReturnType<typeof duckdbRows>>> => {
  const read = await duckdbRows(bytes);
  expect(plain(await parquetReadObjects({ file: new Uint8Array(bytes).buffer, compressors })), name).toEqual(plain(read.rows));
  return read;
};

describe.each(kinds)("a campaign of kind %s", (kind) => {
  it(
    "gives every format's documented columns, of Parquet alike to DuckDB and hyparquet, or one line that names what fits",
    { timeout: 300_000 },
    async () => {
      const at = await plantRows(kind, rowsOf[kind](14));
      for (const format of exportFormats) {
        const columns = documented[format][kind];
        // As Parquet once a format, by the first kind that it takes; the rest as lines, which cost no reader's start.
        const packed = kinds.find((one) => documented[format][one] !== undefined) === kind;
        const building = exportVersion(at, { format, container: packed ? "parquet" : "jsonl" });
        if (columns === undefined) {
          await expect(building, format).rejects.toThrow(/kind|Aspects|Nothing is left .* shows no picture/);
          continue;
        }
        const version = await building;
        const [main] = version.manifest?.files ?? [];
        const bytes = await readVersionFile(at.actor, version.id, main?.path ?? "");
        const read = packed ? await readTwice(bytes, format) : { columns: main?.columns, rows: bytes.toString("utf8").trim().split("\n") };
        expect({ format, columns: read.columns }).toEqual({ format, columns });
        expect({ format, rows: read.rows.length, declared: main?.rows }).toEqual({ format, rows: version.rows, declared: version.rows });
        expect(version.rows, format).toBeGreaterThan(0);
        const { considered = 0, exported = 0, excluded = {} } = version.manifest ?? {};
        expect(exported + Object.values(excluded).reduce((sum, count) => sum + count, 0), format).toBe(considered);
        // The parts beside are the same whatever the format is.
        if (format !== "trl-preference") continue;
        for (const { path, rows } of version.files.filter((file) => file.path.endsWith(".parquet")))
          expect((await readTwice(await readVersionFile(at.actor, version.id, path), path)).rows.length, path).toBe(rows);
      }
    },
  );
});
