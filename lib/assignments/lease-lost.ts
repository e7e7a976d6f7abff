import { AppError } from "@/lib/errors";

export const leaseLost = (): AppError =>
  new AppError("lease_lost", {
    userMessage: "This item went to somebody else, because its time ran out. Your draft is kept; nothing of yours was sent twice.",
  });
