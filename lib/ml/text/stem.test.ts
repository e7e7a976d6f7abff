import { describe, expect, it } from "vitest";
import { stem } from "./stem";

// Word and stem as a widely used implementation of the algorithm gives them, one of each rule and of each exception.
const recorded =
  "caresses caress ponies poni ties tie flies fli cats cat died die spied spi agreed agre feed feed plastered plaster bled bled motoring motor sing sing conflated conflat troubled troubl sized size hopping hop falling fall hissing hiss fizzed fizz failing fail filing file happy happi enjoy enjoy spy spi by by relational relat conditional condit rational ration valency valenc digitizer digit conformably conform radically radic differently differ vilely vile analogously analog vietnamization vietnam predication predic operator oper feudalism feudal decisiveness decis hopefulness hope callousness callous formality formal sensitivity sensit sensibility sensibl hopefully hope geology geolog triplicate triplic formative form formalize formal electricity electr electrical electr goodness good revival reviv allowance allow inference infer airliner airlin gyroscopic gyroscop adjustable adjust irritant irrit replacement replac adoption adopt communism commun effective effect probate probat rate rate cease ceas controlling control rolled roll skies sky dying die news news innings inning proceed proceed generically gener as as on on";

describe("stem", () => {
  const words = recorded.split(" ");
  it.each(words.flatMap((word, index) => (index % 2 === 0 ? [[word, words[index + 1] ?? ""] as const] : [])))("%s → %s", (word, root) => {
    expect(stem(word)).toBe(root);
  });

  it("leaves what is no English word alone enough to be compared", () => {
    for (const word of ["", "y", "yyyy", "123", "ssss", "eed", "ing", "ied"]) expect(typeof stem(word)).toBe("string");
  });
});
