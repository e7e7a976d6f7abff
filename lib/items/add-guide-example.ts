import type { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { AppError, notFound } from "@/lib/errors";
import { getItem } from "@/lib/items/get-item";
import { addExampleSchema } from "@/lib/items/schema";
import { kindOf } from "@/lib/kinds/registry";
import { listGuides } from "@/lib/projects/list-guides";
import { publishGuide } from "@/lib/projects/publish-guide";

const mostChars = 20_000;
const short = (text: string): string => (text.length <= mostChars ? text : `${text.slice(0, mostChars - 1)}…`);

/** Puts an item with its right answer, and why it is right, into a campaign's guide: the guide's next version. */
export const addGuideExample = async (actor: Actor, input: z.input<typeof addExampleSchema>): Promise<{ version: number }> => {
  await guard(actor, "campaigns:edit", { projectId: input.projectId });
  const { projectId, campaignId, itemId, taskId, response, why } = addExampleSchema.parse(input);
  const [item, guides] = await Promise.all([getItem(actor, { projectId, itemId }), listGuides(actor, { projectId, campaignId })]);
  const unit = item.units.find((one) => one.taskId === taskId && one.campaign.id === campaignId);
  const newest = guides[0];
  if (!unit || !newest) throw notFound("task");
  const kind = kindOf(unit.campaign.kind);
  const given = kind.responseSchema.safeParse(response);
  const wrong = given.success ? kind.check(unit.campaign.config, unit.unitKey, given.data) : ["The answer is not complete."];
  if (!given.success || wrong.length > 0) throw new AppError("invalid_input", { userMessage: wrong.join(" ") });
  const shown = kind.unitOrdinals(unit.unitKey, item.candidates.length);
  const prompt = typeof item.prompt === "string" ? item.prompt : item.prompt.map(({ role, content }) => `${role}: ${content}`).join("\n\n");
  return publishGuide(actor, {
    projectId,
    campaignId,
    markdown: newest.markdown,
    note: `An example was added: ${item.title}`.slice(0, 500),
    basedOn: newest.version,
    examples: [
      ...newest.examples,
      {
        itemId,
        prompt: short(prompt),
        responses: item.candidates
          .filter((candidate) => shown.includes(candidate.ordinal))
          .slice(0, 10)
          .map(({ ordinal, text }) => ({ letter: String.fromCharCode(65 + ordinal), text: short(text) })),
        answer: kind.describe(unit.campaign.config, unit.unitKey, given.data).slice(0, 2_000) || "nothing to mark",
        why,
      },
    ],
  });
};
