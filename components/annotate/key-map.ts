import { normalKey } from "@/components/ui/key-name";

/** What keys do at the desk. Each may be moved by its user; digits belong to the answers. */

export const deskActions = {
  submit: "Enter",
  undo: "z",
  skip: "s",
  later: "b",
  flag: "f",
  comment: "c",
  next: "q",
  expert: "e",
  report: "u",
  prompt: "p",
  switch: "x",
  layout: "l",
  together: "y",
  diff: "d",
  raw: "r",
  help: "h",
  guide: "g",
  answers: "a",
  view: "v",
  keys: "?",
} as const;

export type DeskAction = keyof typeof deskActions;
export const actionNames = Object.keys(deskActions).filter((name): name is DeskAction => name in deskActions);

export type KeyMap = Record<DeskAction, string>;

/** Keys that browsers and readers need stay theirs. */
const reserved = new Set([
  "Tab",
  "Escape",
  "Shift",
  "Control",
  "Alt",
  "Meta",
  "AltGraph",
  "CapsLock",
  "Dead",
  "Process",
  "F5",
  "F11",
  "F12",
]);
export const mayBeKey = (key: string): boolean => key !== "" && !reserved.has(key) && !/^\d$/.test(key);

export const keyMapOf = (changed: Record<string, string>): KeyMap => {
  const map: KeyMap = { ...deskActions };
  for (const name of actionNames) {
    const key = changed[name];
    if (key !== undefined && mayBeKey(key)) map[name] = normalKey(key);
  }
  return map;
};

export const actionOf = (map: KeyMap, key: string): DeskAction | null => actionNames.find((name) => map[name] === key) ?? null;

/** What a key is printed as. */
export const keySign = (key: string): string =>
  ({ Enter: "↵", " ": "␣", ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓", Backspace: "⌫" })[key] ??
  (key.length === 1 ? key.toUpperCase() : key);

export type Remapped = { ok: true; keys: Record<string, string> } | { ok: false; holder: DeskAction | "answer" };

/** The changed keys after one more change; refused where another action, or the answer form, has that key. */
export const remap = (changed: Record<string, string>, action: DeskAction, wanted: string, answerKeys: readonly string[]): Remapped => {
  const key = normalKey(wanted);
  const holder = actionOf(keyMapOf(changed), key);
  if (holder !== null && holder !== action) return { ok: false, holder };
  if (!mayBeKey(key) || answerKeys.map(normalKey).includes(key)) return { ok: false, holder: "answer" };
  const { [action]: _before, ...rest } = changed;
  return { ok: true, keys: key === deskActions[action] ? rest : { ...rest, [action]: key } };
};
