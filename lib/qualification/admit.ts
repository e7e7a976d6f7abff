import { AppError } from "@/lib/errors";
import type { CampaignView } from "@/lib/projects/schema";
import type { Pass } from "@/lib/qualification/pass-sql";

/** The first thing that a person still has to do before the next item, by what is stored of them. */
export const stepOf = (
  { admission }: Pick<CampaignView, "admission">,
  pass: Pass,
): "consent" | "profile" | "qualification" | "paused" | "ready" => {
  if (pass.standing === "paused") return "paused";
  if (admission.consent && pass.consentWanted !== null && pass.consentVersion !== pass.consentWanted) return "consent";
  if (admission.profile.length > 0 && pass.profileAt === null) return "profile";
  if (admission.qualification !== null && (pass.qualifiedAt === null || pass.standing === "retraining")) return "qualification";
  return "ready";
};

const words: Record<Exclude<ReturnType<typeof stepOf>, "paused" | "ready">, string> = {
  consent: "Before the next item there is a text to agree to. Load this page again to read it. What you sent is safe.",
  profile: "Before the next item there are a few questions about you. Load this page again to answer them. What you sent is safe.",
  qualification: "Before the next item there are practice items to do. Load this page again to begin. What you sent is safe.",
};

/**
 * Whether a person may get work in a campaign, by what is stored of them. Asked at each claim.
 * @throws AppError refused where something stands between them and the next item
 */
export const admit = (campaign: Pick<CampaignView, "admission">, pass: Pass): void => {
  const step = stepOf(campaign, pass);
  if (step === "paused") throw new AppError("refused", { message: "paused by quality", userMessage: pass.standingReason });
  if (step !== "ready") throw new AppError("refused", { message: `gate: ${step}`, userMessage: words[step] });
};
