import { useState } from "react";

type SearchText = { text: string; setText: (text: string) => void; searchFor: (words: string) => void };

/**
 * What stands in a search field whose list comes from the server a moment later. What was typed since a search was sent stays
 * when its list arrives; where the list is another one by a view, a link or the browser's way back, what it was searched for
 * stands in the field. Nothing is mounted anew, so that whoever searches keeps the focus.
 */
export function useSearchText(searched: string | undefined, go: (q: string | undefined) => void): SearchText {
  const [text, setText] = useState(searched ?? "");
  const [shown, setShown] = useState(searched);
  /** searches of this field whose lists are still on their way */
  const [sent, setSent] = useState<(string | undefined)[]>([]);
  if (shown !== searched) {
    const own = sent.indexOf(searched);
    setShown(searched);
    setSent(own < 0 ? [] : sent.slice(own + 1));
    if (own < 0) setText(searched ?? "");
  }
  return {
    text,
    setText,
    searchFor: (words) => {
      const q = words.trim() === "" ? undefined : words.trim();
      if (words.trim() !== text.trim()) setText(words);
      if (q !== (sent.length > 0 ? sent.at(-1) : searched)) setSent([...sent, q]);
      go(q);
    },
  };
}
