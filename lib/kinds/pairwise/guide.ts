/** First version of a new pairwise campaign's guide. Researchers edit it; every edit is a new version. */
export const pairwiseGuide = `# Which response would you rather have received?

Read the prompt, then both responses, before you choose.

1. **Does it do what was asked?** The task comes first: format, length and language included.
2. **Is it true?** A confident error is worse than an honest gap.
3. **Is it safe and decent?** A response that could hurt somebody is not better for being thorough.
4. **Is it clear?** Prefer the one that a reader gets through sooner with the same gain.

Longer is not better. Neither is the one on the left.

- *Much better*: you would not hesitate.
- *Slightly better*: one thing decides.
- *Same*: you would take either.
- *Both bad*: you would take neither.

If you cannot judge (you lack the knowledge, the text is broken), skip and say why.
`;
