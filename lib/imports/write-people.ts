import { ensureAnnotators } from "@/lib/imports/batch-store";
import type { Session } from "@/lib/imports/batch-session";
import type { Person } from "@/lib/imports/formats/contract";

/**
 * Keeps what a file tells of the people who annotated: as the profile of the annotator of that name, who is made where there is none
 * yet. Where a profile is there already it stays, so that no file speaks over a person. Gives back how many annotators are new.
 */
export const writePeople = async (session: Session, projectId: string, people: readonly Person[]): Promise<number> => {
  if (people.length === 0) return 0;
  const added = await ensureAnnotators(
    session,
    projectId,
    people.map(({ name }) => ({ source: "human", name })),
  );
  await session.client.query(
    `update annotator a set demographics = r.profile, meta = a.meta || jsonb_build_object('profileImport', $2::text)
    from json_to_recordset($3::json) as r(name text, profile jsonb)
    where a.project_id = $1 and a.source = 'human' and a.name = r.name and a.user_id is null and a.demographics = '{}'::jsonb`,
    [projectId, session.importId, JSON.stringify(people)],
  );
  return added;
};
