// First names that are models' as well (Claude, Gemma) count only with a version behind them.
const families = /(?:^|[^a-z])(?:chatgpt|gpt|davinci|llama|mistral|mixtral|qwen|deepseek|vicuna|llm|auto-?j)(?![a-z])/i;
const versioned =
  /(?:^|[^a-z])(?:claude|gemini|gemma|palm|bard|phi|grok|prometheus|command-?r)[-_ ]?(?:v?\d|instant|opus|sonnet|haiku|pro|flash|ultra|plus)/i;

/** Whether an annotator's name is a language model's ("gpt-4-0613", "alpaca_eval_gpt4"): its labels are a judge's, not a person's. */
export const namesModel = (name: string): boolean => families.test(name) || versioned.test(name);
