import { runEncoderRequest } from "@/lib/encoders/run-encoder-request";
import type { Handler } from "@/workers/handler";

export const addEncoderHandler: Handler = {
  run: async ({ actor, projectId, subjectId, signal, report }) => {
    const { name, family, width } = await runEncoderRequest(actor, { projectId, requestId: subjectId }, { signal, report });
    return `${name} is here: ${family}, ${width} dimensions`;
  },
  // The job's own row says how it ended; nothing was kept.
  settle: () => Promise.resolve(),
};
