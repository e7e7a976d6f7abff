import { z } from "zod";

const id = z.string().min(1).max(100);

/** Addresses by what they name; every one but the workspace's own begins with its project. */
export const inWorkspace = z.object({});
export const inProject = z.object({ projectId: id });
export const inCampaign = inProject.extend({ campaignId: id });
export const ofItem = inProject.extend({ itemId: id });
export const ofTask = inCampaign.extend({ taskId: id });
export const ofPerson = inCampaign.extend({ annotatorId: id });
export const ofImport = inProject.extend({ importId: id });
export const ofJob = inProject.extend({ jobId: id });
export const numbered = inProject.extend({ number: z.coerce.number().int().min(1).max(2_147_483_647) });
