import type { ConfigNode, Json } from "@/lib/projects/config-fields";

/** What is wrong where: "questions.0.title" → the sentence. */
export type Issues = Record<string, string>;

/** A setting as it is edited. */
export type NodeProps = {
  node: ConfigNode;
  label: string;
  help: string;
  value: Json;
  path: string;
  issues: Issues;
  onChange: (value: Json) => void;
};
