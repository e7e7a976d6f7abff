import type { Actor } from "@/lib/auth/actor";
import { appendAudit } from "@/lib/auth/audit";
import { guard } from "@/lib/auth/guard";
import { db } from "@/lib/db";
import { applyTagSet } from "@/lib/tags/apply-tag-set";
import { parseTagSet } from "@/lib/tags/parse-tag-set";
import { readTagSet, taggersOf, writeTagSet } from "@/lib/tags/store";

/**
 * Gives a project tags of its own, or the published ones again with null. Items that were described keep what is known of them:
 * their tags follow at once, nobody is asked anew.
 */
export const setTagSet = async (actor: Actor, input: { projectId: string; set: unknown }): Promise<{ tags: number | null }> => {
  const { projectId } = input;
  await guard(actor, "tags:edit", { projectId });
  const set = input.set === null ? null : parseTagSet(input.set);
  await db().$transaction(
    async (tx) => {
      await writeTagSet(tx, projectId, set);
      const taggers = await taggersOf(tx, projectId);
      const current = await readTagSet(tx, projectId);
      for (const { tagger } of taggers) await applyTagSet(tx, projectId, tagger, current);
      await appendAudit(tx, actor, { action: "tags:edit", projectId, subjectId: projectId, detail: { tags: set?.tags.length ?? null } });
    },
    { timeout: 600_000 },
  );
  return { tags: set?.tags.length ?? null };
};
