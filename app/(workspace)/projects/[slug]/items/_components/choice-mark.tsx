import { choiceWords, namesResponse, responseLetter } from "@/app/(workspace)/projects/[slug]/items/_components/choice-words";
import { LetterMark, SideMark } from "@/components/ui/side-mark";

/** A class of an answer: the mark of a response that is compared, else its name. */
export function ChoiceMark({ choice, unitKey }: { choice: string; unitKey: string }) {
  if (!namesResponse(choice, unitKey)) return <span className="text-ink">{choiceWords(choice, unitKey)}</span>;
  if (choice === "0" || choice === "1") return <SideMark side={choice === "0" ? "A" : "B"} size="sm" />;
  return <LetterMark letter={responseLetter(choice)} />;
}
