import { askedUnitColumns, toAskedUnit } from "@/lib/assignments/store";
import type { AskedUnit, AskedUnitRow } from "@/lib/assignments/store";
import type { Asker } from "@/lib/auth/actor";
import { insider, liveSession, standingColumns } from "@/lib/auth/standing-sql";
import type { Insider, Standing } from "@/lib/auth/standing-sql";
import type { Tx } from "@/lib/db";
import { prepared } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { campaignColumns } from "@/lib/projects/campaign-sql";
import { campaignViewSchema } from "@/lib/projects/schema";
import type { CampaignView } from "@/lib/projects/schema";
import { passColumns } from "@/lib/qualification/pass-sql";
import type { Pass } from "@/lib/qualification/pass-sql";

type DeskRow = Insider & Standing & Pass & { id: string | null; annotatorId: string | null; unit: AskedUnitRow | null };
type Desk = { campaign: CampaignView; annotatorId: string | null; pass: Pass; unit: AskedUnit | null };

/**
 * Who a person is and what they are in a project, and for whoever has it a campaign, who they are in it, and what their assignment
 * is about, as of one moment. Null for a token whose session is over, `desk` null for another project's campaign, `annotatorId`
 * before their first item.
 */
export const readDesk = async (
  tx: Tx,
  asker: Exclude<Asker, { kind: "system" }>,
  where: { projectId: string; campaignId: string; assignmentId?: bigint },
): Promise<{ who: Insider; standing: Standing; desk: Desk | null } | null> => {
  const unit = Prisma.sql`
    (select to_jsonb(u) from (
       select ${askedUnitColumns} from assignment a join task t on t.id = a.task_id join slot s on s.id = a.slot_id
       where a.id = ${where.assignmentId ?? null} and a.annotator_id = r.id) u)`;
  const rows = await prepared<DeskRow>(
    tx,
    Prisma.sql`
    select who."userId", who."workspaceId", ${standingColumns(where.projectId)}, ${campaignColumns}, r.id as "annotatorId", ${passColumns(where.campaignId)},
      ${where.assignmentId === undefined ? Prisma.sql`null::jsonb` : unit} as unit
    from (${asker.kind === "token" ? liveSession(asker.token) : insider(asker)}) who
    left join campaign c on c.id = ${where.campaignId} and c.project_id = ${where.projectId}
    left join annotator r on r.project_id = c.project_id and r.user_id = who."userId" and r.source = 'human'
    left join enrolment e on e.annotator_id = r.id and e.campaign_id = c.id`,
  );
  const row = rows[0];
  if (!row) return null;
  const { userId, workspaceId, role, hasProject, annotatorId } = row;
  const desk = row.id !== null && {
    campaign: campaignViewSchema.parse(row),
    annotatorId,
    pass: row,
    unit: row.unit && toAskedUnit(row.unit),
  };
  return { who: { userId, workspaceId }, standing: { role, hasProject }, desk: desk || null };
};
