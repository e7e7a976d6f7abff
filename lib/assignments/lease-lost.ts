import { AppError } from "@/lib/errors";

export const leaseLost = (): AppError =>
  new AppError("lease_lost", {
    userMessage: "This item went to somebody else, because its time ran out. Your draft is kept; nothing of yours was sent twice.",
  });

/** An answer that its person was asked to look at again is theirs no more to change here: it stands as it was. */
export const calledBack = (): AppError =>
  new AppError("lease_lost", {
    userMessage:
      "The reviewer called this answer back before you sent it again. It counts as you gave it first; what you sent now is kept here and was not taken.",
  });
