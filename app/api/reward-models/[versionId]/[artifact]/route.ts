import { z } from "zod";
import { apiRoute } from "@/lib/http/api-route";
import { downloadResponse } from "@/lib/http/download-response";
import { openArtifact } from "@/lib/reward-models/get-version";
import { openBundle } from "@/lib/reward-models/open-bundle";
import { artifactSchema } from "@/lib/reward-models/schema";

/** A reward model's file, as a download. */
export const GET = apiRoute({
  schema: z.object({ projectId: z.string(), versionId: z.string(), artifact: artifactSchema }),
  handler: async (actor, { artifact, ...version }) =>
    downloadResponse(artifact === "bundle" ? await openBundle(actor, version) : await openArtifact(actor, { ...version, artifact })),
});
