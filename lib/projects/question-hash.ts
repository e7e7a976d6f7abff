import { hash } from "node:crypto";
import { canonicalJson } from "@/lib/imports/identity";
import type { CampaignView } from "@/lib/projects/schema";

/**
 * What a campaign asks, as one word. A question that nobody was asked yet is written over without a new version; a desk that was open
 * meanwhile tells by this that it shows the one before.
 */
export const questionHash = ({ config, extras }: Pick<CampaignView, "config" | "extras">): string =>
  hash("sha256", canonicalJson([config, extras]), "hex").slice(0, 16);
