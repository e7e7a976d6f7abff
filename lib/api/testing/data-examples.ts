import { none } from "@/lib/api/testing/example";
import type { MakeExample } from "@/lib/api/testing/example";
import { connection, dataset, hub, inCampaign, savedReading, unique, uploaded } from "@/lib/api/testing/planting";
import { saveMapping } from "@/lib/imports/save-mapping";

/** Of data that come in and go out. */
export const dataExamples: Record<string, MakeExample> = {
  listImports: none,
  uploadImport: () => ({ query: { fileName: "rows.jsonl" }, stream: '{"prompt":"Which?","responses":[{"text":"one"}]}\n', status: 201 }),
  getImport: async (world) => ({ params: { importId: await uploaded(world) }, status: 200 }),
  previewImport: async (world) => ({ params: { importId: await uploaded(world) }, body: inCampaign(world), status: 200 }),
  startImport: async (world) => ({
    params: { importId: await uploaded(world) },
    body: { ...inCampaign(world), onError: "skip", reading: { container: "jsonl", format: "plumbline" } },
    status: 202,
  }),
  listRefusals: async (world) => ({ params: { importId: await uploaded(world) }, status: 200 }),
  undoImport: async (world) => ({ params: { importId: await uploaded(world) }, status: 200 }),
  listConnections: none,
  addConnection: () => ({ body: { name: unique(), settings: hub, key: "hf_token" }, status: 201 }),
  dropConnection: async (world) => ({ params: { connectionId: await connection(world) }, status: 204 }),
  fetchImport: () => ({ body: { source: { from: "url", url: "https://hooks.example.org/rows.jsonl" } }, status: 202 }),
  browseServer: none,
  saveReading: () => ({ body: savedReading(), status: 201 }),
  dropReading: async ({ own, actors }) => {
    const { mappingId } = await saveMapping(actors.owner, { projectId: own.projectId, ...savedReading() });
    return { params: { readingId: mappingId }, status: 204 };
  },
  listMedia: none,
  uploadMedia: () => ({ query: { fileName: "page.html" }, stream: "<html></html>", status: 400 }),
  addItems: (world) => ({
    query: inCampaign(world),
    stream: '{"prompt":"Which?","responses":[{"text":"one"},{"text":"two"}]}\n',
    status: 202,
  }),
  readItems: none,
  readAnnotations: none,
  listDatasets: none,
  createDataset: () => ({ body: { format: "annotations", container: "jsonl" }, status: 202 }),
  previewDataset: () => ({ body: { format: "annotations", container: "jsonl" }, status: 200 }),
  getDataset: async (world) => ({ params: { number: await dataset(world) }, status: 200 }),
  downloadDatasetFile: async (world) => ({ params: { number: await dataset(world), path: "manifest.json" }, status: 404 }),
  downloadDataset: async (world) => ({ params: { number: await dataset(world) }, status: 404 }),
  pushDataset: () => ({ params: { number: "999999" }, body: { connectionId: "nothing", place: "owner/name" }, status: 404 }),
  listPushes: async (world) => ({ params: { number: await dataset(world) }, status: 200 }),
  diffDatasets: () => ({ query: { a: "999998", b: "999999" }, status: 404 }),
  streamDataset: () => ({ query: { format: "trl-prompt-only" }, status: 200 }),
};
