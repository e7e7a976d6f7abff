import { z } from "zod";
import { apiRoute } from "@/lib/http/api-route";
import { cancelJob } from "@/lib/jobs/cancel-job";
import { getJob } from "@/lib/jobs/get-job";

const schema = z.object({ projectId: z.string().min(1), jobId: z.string().min(1) });

export const GET = apiRoute({ schema, handler: getJob });

/** Asks the job to stop. */
export const POST = apiRoute({ schema, handler: cancelJob });
