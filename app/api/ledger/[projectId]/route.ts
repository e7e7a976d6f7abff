import { z } from "zod";
import { exportLedger } from "@/lib/budgets/read-ledger";
import { apiRoute } from "@/lib/http/api-route";
import { downloadResponse } from "@/lib/http/download-response";

export const GET = apiRoute({
  schema: z.object({ projectId: z.string().min(1) }),
  handler: async (actor, input) =>
    downloadResponse({ name: "ledger.csv", stream: await exportLedger(actor, input), byteSize: null, sha256: null }),
});
