import { z } from "zod";
import { db } from "@/lib/db";

const itemSchema = z.object({
  prompt: z.union([z.string(), z.array(z.object({ role: z.string(), content: z.string() }))]),
  candidates: z.array(z.object({ ordinal: z.number().int(), text: z.string() })),
});
export type AnsweredItem = z.infer<typeof itemSchema>;

/** The texts of the item that a live answer of an annotator is about, candidates in the order of the file. */
export const answeredItem = async (projectId: string, annotatorId: string, annotationId: string): Promise<AnsweredItem | null> => {
  const rows = await db().$queryRaw<unknown[]>`
    select coalesce((select p.prompt from item_payload p where p.item_id = t.item_id), '""'::jsonb) as prompt,
      coalesce((select jsonb_agg(jsonb_build_object('ordinal', c.ordinal, 'text', coalesce(p.text, '')) order by c.ordinal)
                from candidate c left join candidate_payload p on p.candidate_id = c.id where c.item_id = t.item_id), '[]'::jsonb) as candidates
    from annotation a join task t on t.id = a.task_id
    where a.id = ${annotationId} and a.annotator_id = ${annotatorId} and a.project_id = ${projectId}`;
  return rows[0] === undefined ? null : itemSchema.parse(rows[0]);
};
