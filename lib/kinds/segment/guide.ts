/** First version of a new segment campaign's guide. Researchers edit it; every edit is a new version. */
export const segmentGuide = `# What is wrong in this response, and where?

Read the prompt, then the whole response, before you mark anything.

1. **Mark as little as makes it wrong.** A wrong number is one word, not its sentence.
2. **One place, one mark.** Two errors in the same words are the graver one.
3. **Correct no more than is wrong.** Keep the writer's words and order wherever they are fine; a better style is no correction.
4. **Delete what should not be there**, and insert what a sentence needs to be true.
5. **What is left out altogether** has no place in the text: note it as missing.

How bad is it?

- *Neutral*: worth a note, nobody is misled.
- *Minor*: noticed, but the meaning holds.
- *Major*: the reader is misled or loses the thread.
- *Critical*: it could do harm, or makes the response useless.

Nothing wrong? Say so: that is an answer, too. If you cannot judge (you lack the knowledge, the text is broken), skip and say why.
`;
