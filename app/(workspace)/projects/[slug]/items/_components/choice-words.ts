/** A class of a kind in words: response ordinals become letters, the rest stays as named. */
export const choiceWords = (choice: string): string =>
  /^\d+$/.test(choice) ? String.fromCharCode(65 + Number(choice)) : choice.replaceAll("-", " ");

/** "A is better", "tie", "undecided" */
export const verdictWords = (choice: string): string => (/^\d+$/.test(choice) ? `${choiceWords(choice)} is better` : choiceWords(choice));
