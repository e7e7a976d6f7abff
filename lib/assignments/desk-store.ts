import { askedUnitColumns, toAskedUnit } from "@/lib/assignments/store";
import type { AskedUnit, AskedUnitRow } from "@/lib/assignments/store";
import type { Tx } from "@/lib/db";
import { prepared } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { campaignColumns } from "@/lib/projects/campaign-sql";
import { campaignViewSchema } from "@/lib/projects/schema";
import type { CampaignView } from "@/lib/projects/schema";
import { passColumns } from "@/lib/qualification/pass-sql";
import type { Pass } from "@/lib/qualification/pass-sql";

type DeskRow = Pass & { annotatorId: string | null; unit: AskedUnitRow | null };
type Desk = { campaign: CampaignView; annotatorId: string | null; pass: Pass; unit: AskedUnit | null };

/** A campaign, who a person is in it, and what their assignment is about, as of one moment. `annotatorId` is null before their first item. */
export const readDesk = async (
  tx: Tx,
  where: { projectId: string; campaignId: string; userId: string; assignmentId?: bigint },
): Promise<Desk | null> => {
  const unit = Prisma.sql`
    (select to_jsonb(u) from (
       select ${askedUnitColumns} from assignment a join task t on t.id = a.task_id join slot s on s.id = a.slot_id
       where a.id = ${where.assignmentId ?? null} and a.annotator_id = r.id) u)`;
  const rows = await prepared<DeskRow>(
    tx,
    Prisma.sql`
    select ${campaignColumns}, r.id as "annotatorId", ${passColumns(where.campaignId)},
      ${where.assignmentId === undefined ? Prisma.sql`null::jsonb` : unit} as unit
    from campaign c
    left join annotator r on r.project_id = c.project_id and r.user_id = ${where.userId} and r.source = 'human'
    left join enrolment e on e.annotator_id = r.id and e.campaign_id = c.id
    where c.id = ${where.campaignId} and c.project_id = ${where.projectId}`,
  );
  const row = rows[0];
  if (!row) return null;
  return { campaign: campaignViewSchema.parse(row), annotatorId: row.annotatorId, pass: row, unit: row.unit && toAskedUnit(row.unit) };
};
