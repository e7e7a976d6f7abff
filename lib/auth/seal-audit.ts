import { sealBlock, workspacesToSeal } from "@/lib/auth/audit-seal-store";

/**
 * Takes every event of the audit log that is in no block yet into the hash chain of its workspace. Recurring work of the
 * installation itself; whoever changes or removes an event afterwards is found by invariant I5.
 * @returns how many events were sealed
 */
export const sealAudit = async (): Promise<number> => {
  let sealed = 0;
  for (const workspaceId of await workspacesToSeal()) {
    for (let block = await sealBlock(workspaceId); block > 0; block = await sealBlock(workspaceId)) sealed += block;
  }
  return sealed;
};
