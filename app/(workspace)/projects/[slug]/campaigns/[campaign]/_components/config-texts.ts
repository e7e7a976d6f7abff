import { z } from "zod";
import type { ConfigField } from "@/lib/projects/config-fields";

/** Each setting as the text of its control. */
export const textsFromConfig = (fields: ConfigField[], config: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(fields.map(({ name, control }) => [name, JSON.stringify(config[name] ?? null, null, control === "json" ? 2 : 0)]));

type Json = z.infer<ReturnType<typeof z.json>>;
export type ReadConfig = { ok: true; config: Record<string, Json> } | { ok: false; name: string; message: string };

/** The settings back from their controls. Whether they fit together is the kind's own check, on the server. */
export const configFromTexts = (fields: ConfigField[], texts: Record<string, string>): ReadConfig => {
  const config: Record<string, Json> = {};
  for (const { name } of fields) {
    try {
      config[name] = z.json().parse(JSON.parse(texts[name] ?? "null"));
    } catch {
      return { ok: false, name, message: "This is not JSON. Check quotes, commas and brackets." };
    }
  }
  return { ok: true, config };
};
