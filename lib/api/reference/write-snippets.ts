import type { Json } from "@/lib/api/json";
import type { Operation } from "@/lib/api/operation";

/** How one operation is asked for: with curl, and with our clients. Values of the address are variables of their own name. */

export type Snippet = { language: "curl" | "TypeScript" | "Python"; code: string };
export type Asked = {
  operation: Pick<Operation, "id" | "method" | "path" | "intake" | "answer">;
  /** names of the parameters in the address */
  path: string[];
  /** parameters of the query that must be given, each with a value */
  query: { name: string; value: Json }[];
  /** the whole list can be read page by page */
  paged: boolean;
  body: Json | undefined;
};

const words = (name: string): string => name.replace(/([A-Z])/g, "_$1");
/** PATH is the shell's own. */
const shellName = (name: string): string => (name === "path" ? "FILE_PATH" : words(name).toUpperCase());
const pythonName = (name: string): string => words(name).toLowerCase();
const indented = (text: string, by: string): string => text.replaceAll("\n", `\n${by}`);
const json = (value: Json): string => JSON.stringify(value, null, 2);

const pythonValue = (value: Json, indent = ""): string => {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value !== "object") return JSON.stringify(value);
  const inner = `${indent}    `;
  const [left, right, parts] = Array.isArray(value)
    ? ["[", "]", value.map((one) => pythonValue(one, inner))]
    : ["{", "}", Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}: ${pythonValue(one, inner)}`)];
  return parts.length === 0 ? `${left}${right}` : `${left}\n${inner}${parts.join(`,\n${inner}`)},\n${indent}${right}`;
};

const curl = ({ operation: { method, path, intake, answer }, query, body }: Asked, origin: string): string => {
  const address = path.replace(/\{(\w+)\}/g, (_whole, name: string) => `$${shellName(name)}`);
  const search = query.map(({ name, value }) => `${name}=${name.endsWith("Id") ? `$${shellName(name)}` : String(value)}`).join("&");
  const lines = [
    `curl${method === "GET" ? "" : ` -X ${method}`} "${origin}/api/v1${address}${search === "" ? "" : `?${search}`}"`,
    `-H "Authorization: Bearer $PLUMBLINE_KEY"`,
  ];
  if (method !== "GET" && intake.kind !== "stream") lines.push('-H "Idempotency-Key: $(uuidgen)"');
  if (intake.kind === "json") lines.push('-H "Content-Type: application/json"', `-d '${json(body ?? {}).replaceAll("'", "'\\''")}'`);
  if (intake.kind === "stream") lines.push(`-H "Content-Type: ${intake.contentType}"`, '--data-binary "@$FILE"');
  if (answer.kind === "events") lines.push("--no-buffer");
  if (answer.kind === "file") lines.push('--output "$FILE"');
  return lines.join(" \\\n  ");
};

const typeScript = ({ operation: { id, intake, answer }, path, query, paged, body }: Asked, origin: string): string => {
  const given = [
    ...(path.length > 0 ? [`path: { ${path.join(", ")} }`] : []),
    ...(query.length > 0
      ? [`query: { ${query.map(({ name, value }) => (name.endsWith("Id") ? name : `${name}: ${JSON.stringify(value)}`)).join(", ")} }`]
      : []),
    ...(intake.kind === "json" ? [`body: ${json(body ?? {})}`] : []),
  ];
  const input = given.length === 0 ? "" : `, {\n  ${given.map((one) => indented(one, "  ")).join(",\n  ")},\n}`;
  const always = input === "" ? ", {}" : input;
  const call = ((): string => {
    if (intake.kind === "stream") {
      return intake.contentType === "application/x-ndjson"
        ? `const answer = await api.sendLines("${id}"${always}, rows);`
        : `const answer = await api.upload("${id}"${always}, bytes);`;
    }
    switch (answer.kind) {
      case "lines":
      case "events":
        return `for await (const one of api.lines("${id}"${input})) {\n  console.log(one);\n}`;
      case "file":
        return `const response = await api.download("${id}"${always});\nconst bytes = await response.arrayBuffer();`;
      case "nothing":
        return `await api.call("${id}"${input});`;
      case "json":
        return paged
          ? `for await (const row of api.rows("${id}"${input})) {\n  console.log(row);\n}`
          : `const answer = await api.call("${id}"${input});`;
    }
  })();
  return `import { plumbline } from "./plumbline";\n\nconst api = plumbline({ url: "${origin}", key: process.env.PLUMBLINE_KEY ?? "" });\n${call}`;
};

const python = ({ operation: { id, intake, answer }, path, query, paged, body }: Asked, origin: string): string => {
  const variables = path.map((name) => `${name}=${pythonName(name)}`);
  const values = query.map(({ name, value }) => `${name}=${name.endsWith("Id") ? pythonName(name) : pythonValue(value)}`);
  const given = [...variables, ...values, ...(intake.kind === "json" ? [`body=${pythonValue(body ?? {}, "    ")}`] : [])];
  const call = (method: string, ...first: string[]): string => {
    const all = [JSON.stringify(id), ...first, ...given];
    const line = `api.${method}(${all.join(", ")})`;
    return line.length <= 88 && !line.includes("\n") ? line : `api.${method}(\n    ${all.join(",\n    ")},\n)`;
  };
  const lines = ((): string => {
    if (intake.kind === "stream") {
      return intake.contentType === "application/x-ndjson"
        ? `answer = ${call("send_lines", "rows")}`
        : `with open(file, "rb") as stream:\n    answer = ${indented(call("upload", "stream"), "    ")}`;
    }
    switch (answer.kind) {
      case "lines":
      case "events":
        return `for one in ${call("lines")}:\n    print(one)`;
      case "file":
        // A data set's file is itself named by a parameter called path.
        return call("download", "file");
      case "nothing":
        return call("call");
      case "json":
        return paged ? `for row in ${call("rows")}:\n    print(row)` : `answer = ${call("call")}`;
    }
  })();
  return `import os\n\nfrom plumbline import Plumbline\n\napi = Plumbline("${origin}", os.environ["PLUMBLINE_KEY"])\n${lines}`;
};

export const writeSnippets = (asked: Asked, origin: string): Snippet[] => [
  { language: "curl", code: curl(asked, origin) },
  { language: "TypeScript", code: typeScript(asked, origin) },
  { language: "Python", code: python(asked, origin) },
];
