import { Readable } from "node:stream";
import { z } from "zod";
import { apiRoute } from "@/lib/http/api-route";
import { downloadResponse } from "@/lib/http/download-response";
import { getPlan } from "@/lib/routing/get-plan";

const schema = z.object({ projectId: z.string().min(1), planNumber: z.coerce.number().int().positive() });

/** Every decision of a plan, one JSON object a line: what the command line writes. */
export const GET = apiRoute({
  schema,
  handler: async (actor, { projectId, planNumber }) => {
    const { decisions } = await getPlan(actor, { projectId, number: planNumber, take: null });
    const lines = decisions.map(({ item, unitKey, arm, gain, why }) =>
      Buffer.from(`${JSON.stringify({ item, unit: unitKey, arm, gain, why })}\n`, "utf8"),
    );
    return downloadResponse({ name: `plan-${planNumber}.jsonl`, stream: Readable.from(lines), byteSize: null, sha256: null });
  },
});
