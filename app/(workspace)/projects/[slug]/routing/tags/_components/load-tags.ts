import { pageData } from "@/lib/http/page-data";
import { findLatestJob } from "@/lib/jobs/find-latest-job";
import { listJudges } from "@/lib/judges/list-judges";
import { getTagging, previewTagSet } from "@/lib/tags/list-tags";
import { findTagSetJob } from "@/lib/tags/set-tag-set";

/** The tag set, how many items each tag has, and the run that describes them now. */
export const loadTags = (projectId: string) =>
  pageData(async (actor) => {
    const [tagging, judges] = await Promise.all([getTagging(actor, { projectId }), listJudges(actor, { projectId })]);
    const [newest] = tagging.runs;
    const [counts, changing, job] = await Promise.all([
      previewTagSet(actor, { projectId, set: tagging.set }),
      findTagSetJob(actor, { projectId }),
      newest?.state === "queued" ? findLatestJob(actor, { projectId, subjectId: newest.id }) : null,
    ]);
    return { tagging, judges, counts, changing, working: job && (job.state === "queued" || job.state === "running") ? job : null };
  });

export type LoadedTags = Awaited<ReturnType<typeof loadTags>>;
