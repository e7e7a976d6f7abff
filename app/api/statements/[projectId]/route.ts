import { z } from "zod";
import { monthSchema } from "@/lib/calendar-schema";
import { apiRoute } from "@/lib/http/api-route";
import { downloadResponse } from "@/lib/http/download-response";
import { exportOwnStatement, exportStatement } from "@/lib/payments/read-statement";

/** A person's statement as CSV; one's own where nobody is named. */
export const GET = apiRoute({
  schema: z.object({ projectId: z.string().min(1), annotator: z.string().min(1).optional(), month: monthSchema.optional() }),
  handler: async (actor, { annotator, ...input }) =>
    downloadResponse({
      name: input.month === undefined ? "statement.csv" : `statement-${input.month}.csv`,
      stream: annotator === undefined ? await exportOwnStatement(actor, input) : await exportStatement(actor, { ...input, annotator }),
      byteSize: null,
      sha256: null,
    }),
});
