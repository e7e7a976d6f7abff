export type ChatRole = "system" | "user" | "assistant" | "tool" | "other";

const roles: Record<string, ChatRole> = {
  system: "system",
  developer: "system",
  user: "user",
  human: "user",
  prompter: "user",
  assistant: "assistant",
  model: "assistant",
  ai: "assistant",
  tool: "tool",
  function: "tool",
  observation: "tool",
  ipython: "tool",
};

/** Who speaks in a turn, whatever the file calls them. */
export const roleOf = (role: string): ChatRole => roles[role.toLowerCase()] ?? "other";
