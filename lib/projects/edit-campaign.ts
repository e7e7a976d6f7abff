import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { actorUserId } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { AppError, notFound } from "@/lib/errors";
import { kindOf } from "@/lib/kinds/registry";
import { editPartSchema } from "@/lib/projects/schema";
import type { CampaignView, EditCampaign } from "@/lib/projects/schema";
import { countCampaignAnswers, insertQuestion, isOut, lockCampaign, updateCampaign } from "@/lib/projects/store";

/** Of a question that is out and has no answer there is nothing to say: what comes back to it does not count. */
const beforeAnswers = { note: "Changed before anybody had answered it.", keepCounting: false };

type Settings = Omit<z.output<typeof editPartSchema>, "projectId" | "campaignId" | "config" | "extras" | "change">;

/** What is left out stays as it is. */
const settingsIn = ({ name, overlap, goldShare, leaseSeconds, shownMeta, highlightedWords }: Settings) => ({
  ...(name === undefined ? {} : { name }),
  ...(overlap === undefined ? {} : { overlap }),
  ...(goldShare === undefined ? {} : { goldShare }),
  ...(leaseSeconds === undefined ? {} : { leaseSeconds }),
  ...(shownMeta === undefined ? {} : { shownMeta }),
  ...(highlightedWords === undefined ? {} : { highlightedWords }),
});

/**
 * Changes a campaign's settings. Overlap and lease hold for what is opened or claimed from now on.
 * A question that somebody has answered is not written over: the change makes its next version, answers keep theirs, and
 * whoever changes it says whether the answers so far count on. Nor is one that is only out with people or a judge, whose answers would
 * be filed under what they were not asked.
 * @param check throws where the campaign, which nobody else changes from then on, is not the one that the change was made of
 */
export const editCampaign = async (
  actor: Actor,
  input: EditCampaign,
  check: (stored: CampaignView) => void = () => undefined,
): Promise<CampaignView> => {
  await guard(actor, "campaigns:edit", { projectId: input.projectId });
  const { projectId, campaignId, config: wantedConfig, extras: wantedExtras, change, ...given } = editPartSchema.parse(input);
  const settings = settingsIn(given);
  return db().$transaction(async (tx) => {
    const campaign = await lockCampaign(tx, projectId, campaignId);
    if (!campaign) throw notFound("campaign");
    check(campaign);
    const kind = kindOf(campaign.kind);
    const config = z.json().parse(kind.configSchema.parse(wantedConfig ?? campaign.config)) ?? {};
    const before = z.json().parse(kind.configSchema.parse(campaign.config)) ?? {};
    const extras = wantedExtras ?? campaign.extras;
    const changed = !isDeepStrictEqual(config, before) || !isDeepStrictEqual(extras, campaign.extras);
    const answered = changed && (await countCampaignAnswers(tx, projectId, campaignId)) > 0;
    if (answered && !change) {
      throw new AppError("conflict", {
        userMessage:
          "This campaign has answers already. Say in a line what changes in its question, and whether the answers so far still count; or create another campaign.",
      });
    }
    const version = campaign.questionVersion + 1;
    const said = answered ? change : changed && (await isOut(tx, campaignId)) ? (change ?? beforeAnswers) : undefined;
    const next = said ? { questionVersion: version, ...(said.keepCounting ? {} : { countsFrom: version }) } : {};
    if (said) {
      await insertQuestion(tx, projectId, campaignId, {
        version: campaign.questionVersion,
        config: before,
        extras: campaign.extras,
        note: said.note,
        createdById: actorUserId(actor),
      });
    }
    const edited = await updateCampaign(tx, projectId, campaignId, { ...settings, config, extras, ...next });
    await appendAudit(tx, actor, {
      action: "campaigns:edit",
      projectId,
      subjectId: campaignId,
      detail: { name: edited.name, ...settings, ...next },
    });
    return edited;
  });
};
