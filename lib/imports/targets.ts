import { campaignsInUse, lockConfig } from "@/lib/imports/store";
import { canonicalJson } from "@/lib/imports/identity";
import { withoutBeside } from "@/lib/imports/label-beside";
import type { ImportLabel, ImportRow } from "@/lib/imports/row-schema";
import type { Tx } from "@/lib/db";
import { db } from "@/lib/db";
import type { KindItem } from "@/lib/kinds/contract";
import { kindOf } from "@/lib/kinds/registry";
import type { AnyKind } from "@/lib/kinds/registry";
import { adoptConfig } from "@/lib/projects/adopt-config";
import type { CampaignView } from "@/lib/projects/schema";

/** A campaign that an import's labels may go to. */
export type ImportTarget = {
  campaignId: string;
  kind: AnyKind;
  /** what its questions are as far as is known; null while a new campaign waits for its first label */
  config: unknown;
  /** whether the file may add questions: not once the campaign was opened to people */
  learns: boolean;
  /** what the campaign is known to hold of its questions, and the labels that taught something since */
  stored: unknown;
  lessons: { label: ImportLabel; item: KindItem }[];
};

export type TargetAnswer = { target: ImportTarget; label: ImportLabel; unitKey: string; response: unknown };

/** The campaigns as targets of one import, in the order in which a label is offered to them. */
export const openTargets = async (projectId: string, campaigns: CampaignView[], importIds: string[]): Promise<ImportTarget[]> => {
  const inUse = await campaignsInUse(db(), projectId, importIds);
  return campaigns.map(({ id, kind: kindId, config }) => {
    const kind = kindOf(kindId);
    const use = inUse.get(id);
    const untouched = !use && JSON.stringify(kind.configSchema.parse(config)) === JSON.stringify(kind.defaultConfig);
    return { campaignId: id, kind, config: untouched ? null : config, learns: use !== "opened", stored: config, lessons: [] };
  });
};

export const itemOf = (row: Pick<ImportRow, "prompt" | "responses">): KindItem => ({
  prompt: row.prompt,
  candidates: row.responses.map(({ text, model }) => ({ text, model: model ?? null })),
});

const issuesOf = (issues: { path: PropertyKey[]; message: string }[]): string =>
  issues.map((issue) => `${issue.path.join(".")} ${issue.message}`).join("; ");

/**
 * A row's labels as answers of the campaigns whose kind they fit; what fits none is counted by reason. A label that
 * contradicts its own row refuses the row, and teaches no campaign anything.
 */
export const readLabels = (
  targets: ImportTarget[],
  row: ImportRow,
  unfit: Map<string, number>,
): { answers: TargetAnswer[] } | { reason: string } => {
  const item = itemOf(row);
  const answers: TargetAnswer[] = [];
  const misfits: string[] = [];
  const configs = targets.map(({ config }) => config);
  const lessons: { target: ImportTarget; label: ImportLabel }[] = [];
  for (const [i, label] of row.labels.entries()) {
    const reasons: string[] = [];
    let taken = false;
    const said = withoutBeside(label);
    for (const [t, target] of targets.entries()) {
      const { kind } = target;
      const known = configs[t];
      const config = target.learns ? kind.learnConfig(known, said, item) : known;
      const read = kind.fromImport(said, item, config ?? kind.defaultConfig);
      if (!read.fits) {
        if (read.refused) return { reason: `labels[${i}]: ${read.reason}` };
        reasons.push(read.reason);
        continue;
      }
      const response = kind.responseSchema.safeParse(read.response);
      if (!response.success) return { reason: `labels[${i}]: ${issuesOf(response.error.issues)}` };
      const [contradiction] = kind.checkAgainst?.(config ?? kind.defaultConfig, read.unitKey, response.data, item) ?? [];
      if (contradiction !== undefined) return { reason: `labels[${i}]: ${contradiction}` };
      if (config !== known) lessons.push({ target, label: said });
      configs[t] = config;
      answers.push({ target, label, unitKey: read.unitKey, response: response.data });
      taken = true;
      break;
    }
    if (!taken) misfits.push(reasons.join("; "));
  }
  for (const [t, target] of targets.entries()) target.config = configs[t];
  for (const { target, label } of lessons) target.lessons.push({ label, item });
  for (const reason of misfits) unfit.set(reason, (unfit.get(reason) ?? 0) + 1);
  return { answers };
};

const isSame = (kind: AnyKind, a: unknown, b: unknown): boolean =>
  canonicalJson(kind.configSchema.parse(a)) === canonicalJson(kind.configSchema.parse(b));

/**
 * Stores the questions that the file's labels brought. Where another import brought some meanwhile, or a person changed them,
 * what this file taught is added to those.
 */
export const keepLearned = async (tx: Tx, projectId: string, targets: ImportTarget[]): Promise<void> => {
  for (const target of targets) {
    const { campaignId, kind, lessons } = target;
    if (lessons.length === 0) continue;
    const stored = await lockConfig(tx, projectId, campaignId);
    if (!isSame(kind, stored, target.stored))
      target.config = lessons.reduce<unknown>((known, { label, item }) => kind.learnConfig(known, label, item), stored);
    await adoptConfig(tx, { projectId, campaignId, config: target.config });
    target.stored = target.config;
  }
};
