import { stringify } from "yaml";
import type { VersionRow } from "@/app/(workspace)/projects/[slug]/campaigns/[campaign]/question/_components/question-versions";
import type { CampaignDetail } from "@/lib/projects/get-campaign";
import type { listQuestions } from "@/lib/projects/list-questions";

/** The question as it is asked now and as it was asked before, newest first, each in words that can be compared line by line. */
export const describeVersions = (
  { campaign, config, answers }: CampaignDetail,
  older: Awaited<ReturnType<typeof listQuestions>>,
): VersionRow[] => [
  {
    version: campaign.questionVersion,
    note: "",
    by: null,
    until: null,
    answers: answers - older.reduce((sum, row) => sum + row.answers, 0),
    counted: true,
    text: stringify({ question: config, "asked beside it": campaign.extras }),
  },
  ...older.map((row) => ({
    version: row.version,
    note: row.note,
    by: row.replacedBy,
    until: row.replacedAt,
    answers: row.answers,
    counted: row.version >= campaign.countsFrom,
    text: stringify({ question: row.config, "asked beside it": row.extras }),
  })),
];
