import type { Actor } from "@/lib/auth/actor";
import { guard } from "@/lib/auth/guard";
import { notFound } from "@/lib/errors";
import { findImport, listRefusalRows } from "@/lib/imports/store";

const pageRows = 5_000;

/** A cell that a spreadsheet would run as a formula is made text by a leading apostrophe. */
const cell = (value: string): string => `"${(/^[=+\-@\t\r]/.test(value) ? `'${value}` : value).replaceAll('"', '""')}"`;

/** All refusals of an import as CSV, read page by page while they are sent. */
export const downloadRefusals = async (
  actor: Actor,
  input: { projectId: string; importId: string },
): Promise<{ fileName: string; body: ReadableStream<Uint8Array> }> => {
  await guard(actor, "imports:see", { projectId: input.projectId });
  const { projectId, importId } = input;
  if (!(await findImport(projectId, importId))) throw notFound("import");
  const encoder = new TextEncoder();
  let skip = 0;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(encoder.encode("file,line,reason,start of the line\r\n")),
    pull: async (controller) => {
      const rows = await listRefusalRows(projectId, importId, { skip, take: pageRows });
      skip += rows.length;
      const lines = rows.map((row) => `${cell(row.file)},${row.line},${cell(row.reason)},${cell(row.excerpt)}\r\n`);
      controller.enqueue(encoder.encode(lines.join("")));
      if (rows.length < pageRows) controller.close();
    },
  });
  return { fileName: `refused-${importId}.csv`, body };
};
