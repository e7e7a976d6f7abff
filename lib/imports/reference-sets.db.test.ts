import { createReadStream, createWriteStream, readFileSync } from "node:fs";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { parse } from "csv-parse";
import { stringify } from "csv-stringify";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { measureAgreement } from "@/lib/agreement/measure-agreement";
import type { Actor } from "@/lib/auth/actor";
import { systemActor } from "@/lib/auth/ensure-workspace";
import { db } from "@/lib/db";
import { detectKinds } from "@/lib/imports/detect-kinds";
import { importFiles } from "@/lib/imports/import-files";
import { silentRun } from "@/lib/jobs/progress";
import { pairwiseResponseSchema } from "@/lib/kinds/pairwise/schema";
import { createCampaign } from "@/lib/projects/create-campaign";
import { createProject } from "@/lib/projects/create-project";
import { testDatabase } from "@/scripts/testing/database";
import { hasReferenceData, readReferenceRows, referenceDataAbsent, referenceFile } from "@/scripts/testing/reference-data";

const database = testDatabase();
let actor: Actor;
beforeAll(async () => {
  actor = await systemActor("test");
});

/** As `plumbline import FILE --create` does: a campaign for each kind of label. */
const importNew = async (slug: string, file: string) => {
  const [first = "pairwise", ...others] = await detectKinds([file], { format: "auto", projectId: null });
  const { project, campaign } = await createProject(actor, { name: slug, slug, kind: first });
  const campaignIds = [campaign.id];
  for (const kind of others) campaignIds.push((await createCampaign(actor, { projectId: project.id, name: kind, slug: kind, kind })).id);
  const report = await importFiles(
    actor,
    { projectId: project.id, campaignIds, paths: [file], format: "auto", onError: "stop" },
    silentRun(),
  );
  return { projectId: project.id, report };
};

/** Rows of each set as its README counts them, of the small ones; `bench import-sets` reads all ten by the command line. */
const sets = { pandalm: 682, finegrained_qa: 351, oasst_rank: 685, mqm_sxs2023: 333 };

describe.skipIf(!hasReferenceData("pandalm"))(`public sets (${hasReferenceData("pandalm") ? "here" : referenceDataAbsent})`, () => {
  it.each(Object.entries(sets))("%s comes in whole: its rows, labels and annotators", { timeout: 120_000 }, async (set, count) => {
    const rows = readReferenceRows(set);
    const labels = rows.flatMap((row) => row.labels);
    const annotators = new Set(labels.map(({ annotator, kind }) => `${kind} ${annotator}`));
    const { projectId, report } = await importNew(set.replaceAll("_", "-"), path.join(referenceFile(set), "train.jsonl.gz"));
    expect(report.formats).toMatchObject([{ container: "jsonl", format: "plumbline" }]);
    const unfit = Object.values(report.imports[0]?.labelsUnfit ?? {}).reduce((sum, labelsOfIt) => sum + labelsOfIt, 0);
    expect(report.imports).toMatchObject([{ rowsRead: count, itemsAdded: count, labelsAdded: labels.length - unfit, rowsRefused: 0 }]);
    expect(unfit).toBe(0);
    expect(await db().annotator.count({ where: { projectId } })).toBe(annotators.size);
  });
});

const evaluation = "hybrid/open_instruct_human_eval";
const shares = z.record(z.string(), z.number());
const expectedSchema = z.record(
  z.string(),
  z.object({
    n_instances: z.number(),
    n_double: z.number(),
    acceptance_rate: shares,
    first_annotation_distribution: shares,
    wins: shares,
    acceptance_agreement: z.number(),
    comparison_agreement: z.number(),
    relaxed_comparison_agreement: z.number(),
  }),
);

type Judged = {
  item: string;
  annotator: string;
  at: string;
  models: string[];
  choice: number | string;
  strength: number;
  acceptable: Record<string, boolean>;
};

const readJudged = async (projectId: string): Promise<Judged[]> => {
  const rows = await db().annotation.findMany({
    where: { projectId },
    select: {
      response: true,
      annotator: { select: { name: true } },
      task: { select: { item: { select: { externalId: true, candidates: { select: { model: true }, orderBy: { ordinal: "asc" } } } } } },
    },
  });
  return rows.map(({ response, annotator, task }) => {
    const answer = pairwiseResponseSchema.parse(response);
    return {
      item: task.item.externalId,
      annotator: annotator.name,
      at: String(answer.extra?.timestamp),
      models: task.item.candidates.map(({ model }) => model ?? ""),
      choice: answer.answers.overall?.choice ?? "",
      strength: answer.answers.overall?.strength ?? 0,
      acceptable: answer.acceptable ?? {},
    };
  });
};

/** The first answers to each comparison, a person's last word in place of their earlier ones: as the authors counted. */
const firstAnswers = (judged: Judged[]): Judged[][] => {
  const items = new Map<string, Map<string, Judged>>();
  for (const one of judged.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))) {
    const people = items.get(one.item) ?? new Map<string, Judged>();
    people.delete(one.annotator);
    people.set(one.annotator, one);
    items.set(one.item, people);
  }
  return [...items.values()].map((people) => [...people.values()]);
};

const verdictOf = ({ choice, strength, models }: Judged): string =>
  typeof choice === "number" ? `${models[choice]}|${Math.abs(strength) === 1 ? "clear" : "slight"}` : "tie";

describe.skipIf(!hasReferenceData(evaluation))("the human evaluation of Open Instruct", () => {
  it("gives the authors' own figures, for each pair of models", { timeout: 120_000 }, async () => {
    const expected = expectedSchema.parse(JSON.parse(readFileSync(referenceFile(`${evaluation}/expected_agreement.json`), "utf8")));
    const table = referenceFile(`${evaluation}/eval_annotations_tulu_1.csv`);
    const whole = await importNew("evaluation", table);
    expect(whole.report.imports).toMatchObject([
      { rowsRead: 1_150, itemsAdded: 996, labelsAdded: 1_150, annotatorsAdded: 16, rowsRefused: 0 },
    ]);
    for (const [pair, figures] of Object.entries(expected)) {
      const models = pair.split("_vs_");
      const file = path.join(database.home, `${pair}.csv`);
      await pipeline(
        createReadStream(table),
        parse({ columns: true }),
        async function* (rows: AsyncIterable<Record<string, string>>) {
          for await (const row of rows) if (models.every((model) => model === row.model_a || model === row.model_b)) yield row;
        },
        stringify({ header: true }),
        createWriteStream(file),
      );
      const { projectId } = await importNew(pair.replaceAll("_", "-").toLowerCase(), file);
      const answers = firstAnswers(await readJudged(projectId));
      const doubles = answers.filter((people) => people.length > 1);
      expect([answers.length, doubles.length]).toEqual([figures.n_instances, figures.n_double]);
      const share = (list: Judged[][], holds: (people: Judged[]) => number): number =>
        list.reduce((sum, people) => sum + holds(people), 0) / list.length;
      for (const [model, rate] of Object.entries(figures.acceptance_rate))
        expect(share(answers, ([one]) => Number(one?.acceptable[String(one.models.indexOf(model))]))).toBeCloseTo(rate, 12);
      for (const [verdict, rate] of Object.entries(figures.first_annotation_distribution))
        expect(share(answers, ([one]) => Number(one !== undefined && verdictOf(one) === verdict))).toBeCloseTo(rate, 12);
      for (const [model, rate] of Object.entries(figures.wins))
        expect(share(answers, ([one]) => Number(one !== undefined && verdictOf(one).startsWith(`${model}|`)))).toBeCloseTo(rate, 12);
      const relaxed = share(doubles, ([a, b]) => (a?.choice === b?.choice ? 1 : a?.choice === "tie" || b?.choice === "tie" ? 0.5 : 0));
      expect(relaxed).toBeCloseTo(figures.relaxed_comparison_agreement, 12);
      const accepted = models.map((model) =>
        share(doubles, ([one, other]) =>
          Number(one?.acceptable[String(one.models.indexOf(model))] === other?.acceptable[String(other.models.indexOf(model))]),
        ),
      );
      const compared = share(doubles, ([one, other]) => Number(one?.choice === other?.choice));
      expect(accepted.reduce((sum, rate) => sum + rate, 0) / models.length).toBeCloseTo(figures.acceptance_agreement, 12);
      expect(compared).toBeCloseTo(figures.comparison_agreement, 12);
      // The authors took the first two answers of each comparison; the room takes every pair, which is the same where nobody came third.
      if (answers.some((people) => people.length > 2)) continue;
      const agreed = async (question: string) =>
        (await measureAgreement(actor, { projectId, metric: "percent-agreement", question })).estimate.value;
      expect(await agreed("acceptable")).toBeCloseTo(figures.acceptance_agreement, 12);
      expect(await agreed("overall")).toBeCloseTo(figures.comparison_agreement, 12);
    }
  });
});
