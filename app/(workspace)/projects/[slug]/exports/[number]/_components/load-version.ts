import { text } from "node:stream/consumers";
import type { OpenProject } from "@/app/(workspace)/projects/[slug]/_components/open-project";
import { listConnections } from "@/lib/connections/open-connection";
import { comparable } from "@/lib/exports/diff-versions";
import { listDatasetVersions } from "@/lib/exports/get-dataset-version";
import { openDatasetFile } from "@/lib/exports/open-dataset-file";
import { listPushes } from "@/lib/exports/push/push-version";
import type { DatasetVersionDetail } from "@/lib/exports/version-schema";
import { pageData } from "@/lib/http/page-data";
import { findLatestJob } from "@/lib/jobs/find-latest-job";

/** What stands on the page beside the version itself. */
export const loadVersion = ({ projectId, may }: Pick<OpenProject, "projectId" | "may">, version: DatasetVersionDetail) =>
  pageData(async (actor) => {
    const here = { projectId };
    const done = version.state === "done";
    const [job, card, connections, pushes, versions] = await Promise.all([
      done ? null : findLatestJob(actor, { projectId, subjectId: version.id }),
      done ? openDatasetFile(actor, { versionId: version.id, path: "README.md" }).then(({ stream }) => text(stream)) : "",
      may("connections:see") ? listConnections(actor, here) : [],
      listPushes(actor, { projectId, number: version.number }),
      listDatasetVersions(actor, here),
    ]);
    const sending = pushes.find(({ state }) => state === "queued" || state === "running");
    const pushJob = sending ? await findLatestJob(actor, { projectId, subjectId: sending.id }) : null;
    const others = comparable(versions, version.number);
    return { job, card, connections, pushes, pushJob, before: others.find((other) => other < version.number) ?? others[0] };
  });

export type LoadedVersion = Awaited<ReturnType<typeof loadVersion>>;
