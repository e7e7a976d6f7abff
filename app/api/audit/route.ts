import { z } from "zod";
import { exportAudit } from "@/lib/audit/export-audit";
import { auditFilterSchema, auditFormats } from "@/lib/audit/schema";
import { apiRoute } from "@/lib/http/api-route";
import { downloadResponse } from "@/lib/http/download-response";

export const GET = apiRoute({
  schema: auditFilterSchema.extend({ format: z.enum(auditFormats) }),
  handler: async (actor, { format, ...filter }) =>
    downloadResponse({ ...(await exportAudit(actor, { filter, format })), byteSize: null, sha256: null }),
});
