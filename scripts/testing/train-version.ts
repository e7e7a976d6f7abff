import { runTraining } from "@/lib/reward-models/train-reward-model";

/** A worker's training in a process of its own, for the test that kills it. Arguments: workspace, project, version. */
const [workspaceId = "", projectId = "", versionId = ""] = process.argv.slice(2);
await runTraining({ kind: "system", workspaceId, name: "test" }, { projectId, versionId, threads: 1 });
process.exit(0);
