import { listEncoders } from "@/lib/encoders/list-encoders";
import { pageData } from "@/lib/http/page-data";
import { getTestSet } from "@/lib/reward-models/freeze-test-set";
import { listVersions } from "@/lib/reward-models/get-version";
import { getPolicy } from "@/lib/reward-models/retrain-policy";
import { findRollBack } from "@/lib/reward-models/roll-back-promotion";

/** The versions of a project and what the next one will be trained by. */
export const loadModels = (projectId: string) =>
  pageData(async (actor) => {
    const here = { projectId };
    const [versions, testSet, policy, back, encoders] = await Promise.all([
      listVersions(actor, here),
      getTestSet(actor, here),
      getPolicy(actor, here),
      findRollBack(actor, here),
      listEncoders(actor),
    ]);
    return { versions, testSet, policy, back, encoders: encoders.map(({ name }) => name) };
  });

export type LoadedModels = Awaited<ReturnType<typeof loadModels>>;
