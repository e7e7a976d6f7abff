import { AppError } from "@/lib/errors";

/**
 * A server that was worth asking a moment ago may be down, or its model may have stopped making sense: each further question
 * then costs time and money for nothing. Many in a row without one answer between them end the round; few do not, since even a
 * model that answers every third question has twenty misses in a row only once in some three thousand times.
 */
export const mostUnansweredInARow = 20;

/** Counts questions that ended without an answer, one after the other. @throws AppError when there were too many */
export const createStreak = (most: number | null): ((question: { answered: boolean; reason: string }) => void) => {
  let inARow = 0;
  return ({ answered, reason }) => {
    inARow = answered ? 0 : inARow + 1;
    if (most === null || inARow < most) return;
    throw new AppError("conflict", {
      userMessage: `${most} questions in a row have no answer, the last because ${reason}. The round was stopped before it cost more.`,
    });
  };
};
