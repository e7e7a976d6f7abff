/** Of a unit that compares responses, a class that is a number is one of them; elsewhere it is a point on a scale. */
export const namesResponse = (choice: string, unitKey: string): boolean => /^\d+-\d+$/.test(unitKey) && /^\d+$/.test(choice);

/** "A" for the first response of an item. */
export const responseLetter = (ordinal: string): string => String.fromCharCode(65 + Number(ordinal));

const order = /^\d+( [>=] \d+)+$/;

/** A class of a kind in words: responses that are compared or put in order are letters, the rest stays as named. */
export const choiceWords = (choice: string, unitKey: string): string => {
  if (namesResponse(choice, unitKey)) return responseLetter(choice);
  return order.test(choice) ? choice.replaceAll(/\d+/g, responseLetter) : choice.replace(/(?<=[a-z])-/g, " ");
};

/** "A is better", "tie", "undecided" */
export const verdictWords = (choice: string, unitKey: string): string =>
  namesResponse(choice, unitKey) ? `${responseLetter(choice)} is better` : choiceWords(choice, unitKey);

/** What is compared, or judged: "A and B", "C"; nothing for an item as a whole. */
export const unitWords = (unitKey: string): string | null =>
  /^\d+(-\d+)?$/.test(unitKey) ? unitKey.split("-").map(responseLetter).join(" and ") : null;
