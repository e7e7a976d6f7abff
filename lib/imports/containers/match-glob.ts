type Piece = "folders" | "anything" | "name" | "one" | { letter: string };

/** Longer ones name nothing; a hub's paths have 255 at most. */
const longest = 1_000;

const piecesOf = (glob: string): Piece[] =>
  glob.split(/(\*\*\/|\*\*|\*|\?)/).flatMap((part): Piece[] => {
    if (part === "**/") return ["folders"];
    if (part === "**") return ["anything"];
    if (part === "*") return ["name"];
    return part === "?" ? ["one"] : [...part].map((letter) => ({ letter }));
  });

/**
 * A glob of the hub: `*` within a name, `**` over folders, `?` one character. Both sides come from strangers, so it is not made a
 * regular expression, whose time grows with a power of the stars: all places in the glob that the path so far may have led to are
 * carried on together, which costs the product of the two lengths at most.
 */
export const globMatcher = (glob: string): ((path: string) => boolean) => {
  if (glob.length > longest) return () => false;
  const pieces = piecesOf(glob);
  /** Places before a piece, and with each all that lie behind stars that stand for nothing. */
  const reach = (places: Set<number>, place: number): void => {
    for (let at = place; !places.has(at); at += 1) {
      places.add(at);
      const piece = pieces[at];
      if (piece !== "folders" && piece !== "anything" && piece !== "name") return;
    }
  };
  return (path) => {
    if (path.length > longest) return false;
    let before = new Set<number>();
    // pieces that stand for folders, in the middle of a name: only a slash leads out
    let inFolders = new Set<number>();
    reach(before, 0);
    for (const letter of path) {
      const after = new Set<number>();
      const stillIn = new Set<number>();
      const walk = (at: number): void => {
        if (letter === "/") reach(after, at + 1);
        stillIn.add(at);
      };
      for (const at of inFolders) walk(at);
      for (const at of before) {
        const piece = pieces[at];
        if (piece === undefined) continue;
        if (piece === "folders") walk(at);
        else if (piece === "anything") reach(after, at);
        else if (piece === "name" && letter !== "/") reach(after, at);
        else if (piece === "one" && letter !== "/") reach(after, at + 1);
        else if (typeof piece === "object" && piece.letter === letter) reach(after, at + 1);
      }
      before = after;
      inFolders = stillIn;
    }
    return before.has(pieces.length);
  };
};
