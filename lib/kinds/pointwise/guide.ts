/** First version of a new rating campaign's guide. Researchers edit it; every edit is a new version. */
export const pointwiseGuide = `# Rate each response by itself

Read the prompt, then the response, before you rate. Judge it against what a good answer to *this* prompt would be, not against the one that you saw before.

1. **Use the whole scale.** The words under its points say what they stand for; what lies between them lies between their meanings.
2. **Keep the scales apart.** A response can be clear and wrong, or true and rude. A fault counts where it belongs, once.
3. **Is it true?** Where you can check, check. Where you cannot, do not guess: say so in the comment.
4. **Longer is not better.**

- Questions without a mark may stay open.
- Labels: take all that apply, and none where none does.

If you cannot judge (you lack the knowledge, the text is broken), skip and say why.
`;
