import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { AppError } from "@/lib/errors";
import { kindOf } from "@/lib/kinds/registry";
import type { CampaignView, SeenCampaign } from "@/lib/projects/schema";

const names: Record<keyof SeenCampaign, string> = {
  name: "the name",
  overlap: "the people for each task",
  goldShare: "the share of known answers",
  leaseSeconds: "the lease",
  config: "the question",
  extras: "the texts that are asked beside it",
  shownMeta: "the metadata that are shown",
  highlightedWords: "the words that are highlighted",
};

/** What a form showed of a campaign, as the rows keep it; a question is compared with the defaults of its kind filled in. */
const plain = (campaign: Pick<CampaignView, "kind">, part: keyof SeenCampaign, value: unknown): unknown =>
  part === "config" ? z.json().parse(kindOf(campaign.kind).configSchema.parse(value)) : value;

/**
 * What a form's writing compares with the rows once it holds their lock: of two who change the same form at once, the later one would
 * put back what the first one changed without having seen it.
 * @returns throws AppError conflict where a part is no longer what the form showed of it
 */
export const unlessSeen =
  (seen: SeenCampaign) =>
  (stored: CampaignView): void => {
    const parts = (Object.keys(names) as (keyof SeenCampaign)[]).filter(
      (part) => seen[part] !== undefined && !isDeepStrictEqual(plain(stored, part, seen[part]), plain(stored, part, stored[part])),
    );
    if (parts.length === 0) return;
    const changed = new Intl.ListFormat("en").format(parts.map((part) => names[part]));
    throw new AppError("conflict", {
      userMessage: `Somebody changed ${changed} while you had this page open, and nothing of yours is kept yet. Load the page again to see how it is now, then repeat your change.`,
    });
  };
