import { dollarsOf, microsOf } from "@/components/forms/dollars";
import { defaultTemplate, openAiSettingsSchema } from "@/lib/judges/schema";
import type { JudgeSettings, JudgeSettingsInput } from "@/lib/judges/schema";

/** A judge's settings as they are typed. */
export type JudgeValues = {
  name: string;
  provider: JudgeSettings["provider"];
  url: string;
  model: string;
  key: string;
  orders: "both" | "one";
  samples: string;
  temperature: string;
  maxTokens: string;
  logProbabilities: boolean;
  /** dollars for a million tokens */
  promptPrice: string;
  completionPrice: string;
  concurrency: string;
  requestsPerMinute: string;
  timeoutSeconds: string;
  annotator: string;
  /** dollars for a label */
  labelPrice: string;
  version: string;
  template: string;
};

const fresh = openAiSettingsSchema.parse({ provider: "openai", url: "https://api.example.com/v1", model: "model" });

export const valuesOf = (judge?: { name: string; settings: JudgeSettings; template: string }): JudgeValues => {
  const settings = judge?.settings;
  const server = settings?.provider === "openai" ? settings : fresh;
  return {
    name: judge?.name ?? "",
    provider: settings?.provider ?? "openai",
    url: settings?.provider === "openai" ? settings.url : "",
    model: settings?.provider === "openai" ? settings.model : "",
    key: "",
    orders: server.orders,
    samples: String(server.samples),
    temperature: String(server.temperature),
    maxTokens: String(server.maxTokens),
    logProbabilities: server.logProbabilities,
    promptPrice: dollarsOf(server.promptPriceMicros),
    completionPrice: dollarsOf(server.completionPriceMicros),
    concurrency: String(server.concurrency),
    requestsPerMinute: server.requestsPerMinute === null ? "" : String(server.requestsPerMinute),
    timeoutSeconds: String(server.timeoutSeconds),
    annotator: settings?.provider === "replay" ? settings.annotator : "",
    labelPrice: settings?.provider === "replay" ? dollarsOf(settings.priceMicros) : "0",
    version: settings?.provider === "reward-model" && settings.version !== null ? String(settings.version) : "",
    template: judge?.template ?? defaultTemplate,
  };
};

/** What the server checks; settings that the form does not show stay as they were. */
export const settingsOf = (values: JudgeValues, before?: JudgeSettings): JudgeSettingsInput => {
  switch (values.provider) {
    case "openai":
      return {
        ...(before?.provider === "openai" ? before : {}),
        provider: "openai",
        url: values.url,
        model: values.model,
        orders: values.orders,
        samples: Number(values.samples),
        temperature: Number(values.temperature),
        maxTokens: Number(values.maxTokens),
        logProbabilities: values.logProbabilities,
        promptPriceMicros: microsOf(values.promptPrice),
        completionPriceMicros: microsOf(values.completionPrice),
        concurrency: Number(values.concurrency),
        requestsPerMinute: values.requestsPerMinute === "" ? null : Number(values.requestsPerMinute),
        timeoutSeconds: Number(values.timeoutSeconds),
      };
    case "replay":
      return { provider: "replay", annotator: values.annotator, priceMicros: microsOf(values.labelPrice) };
    case "reward-model":
      return { provider: "reward-model", version: values.version === "" ? null : Number(values.version) };
  }
};
