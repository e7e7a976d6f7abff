/** First version of a new ranking campaign's guide. Researchers edit it; every edit is a new version. */
export const rankingGuide = `# Put the responses in order, best first

Read the prompt, then **all** responses, before you place the first one. Their letters and the order in which they stand mean nothing.

1. **Does it do what was asked?** The task comes first: format, length and language included.
2. **Is it true?** A confident error is worse than an honest gap.
3. **Is it safe and decent?** A response that could hurt somebody goes below one that could not.
4. **Is it clear?** Prefer the one that a reader gets through sooner with the same gain.

Longer is not better.

- **Find the best first**, then the best of what is left. Where two are close, open them side by side with *Compare*.
- **Tie** what you would take either of. A tie is an answer, not a way out.
- **Rest are worse** puts all that is left together on the last place, when the differences below no longer matter.
- **Cannot be ranked** is for items where any order would be made up. Say why.
- Mark a response with a **flag** where something is wrong with it, whatever its place.

If you cannot judge at all (you lack the knowledge, the text is broken), skip and say why.
`;
