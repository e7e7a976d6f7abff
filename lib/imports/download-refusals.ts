import type { Readable } from "node:stream";
import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { notFound } from "@/lib/errors";
import { findImport, listRefusalRows } from "@/lib/imports/store";
import { spreadsheetCsv } from "@/lib/spreadsheet-csv";

const pageRows = 5_000;
const columns = ["file", "line", "reason", "start of the line"];

/** All refusals of an import as CSV, read page by page while they are sent. */
export const downloadRefusals = async (
  actor: Actor,
  input: { projectId: string; importId: string },
): Promise<{ name: string; stream: Readable }> => {
  await guard(actor, "imports:see", { projectId: input.projectId });
  const { projectId, importId } = input;
  if (!(await findImport(projectId, importId))) throw notFound("import");
  const rows = async function* (): AsyncGenerator<Record<string, string | number>> {
    for (let skip = 0; ; skip += pageRows) {
      const page = await listRefusalRows(projectId, importId, { skip, take: pageRows });
      for (const { file, line, reason, excerpt } of page) yield { file, line, reason, "start of the line": excerpt };
      if (page.length < pageRows) return;
    }
  };
  return { name: `refused-${importId}.csv`, stream: spreadsheetCsv(columns, rows()) };
};
