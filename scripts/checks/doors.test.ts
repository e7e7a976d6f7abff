import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "../bootstrap/paths.mjs";

// Every way in: server actions and route handlers. Each goes through the wrapper that checks origin, session and input, or stands
// here with its reason. What a signed-in person may do is the use cases' business (lib/auth/access-matrix.db.test.ts).

const sources = readdirSync(path.join(root, "app"), { recursive: true, encoding: "utf8" })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => ({ file: file.split(path.sep).join("/"), text: readFileSync(path.join(root, "app", file), "utf8") }));

const openActions: Record<string, string> = {
  "(auth)/invitation/[token]/actions.ts accept": "the link is the right",
  "(workspace)/actions.ts findAnything": "asks an action of its own",
  "(workspace)/actions.ts leave": "ends the caller's own session",
};
const openRoutes: Record<string, string> = {
  "api/auth/[...nextauth]/route.ts": "how one signs in",
  "api/datasets/[versionId]/files/[...path]/route.ts": "GET and HEAD are one apiRoute",
  "api/health/live/route.ts": "for load balancers",
  "api/health/ready/route.ts": "for load balancers",
  "api/health/route.ts": "for load balancers",
  "api/metrics/route.ts": "a token or a key of its own",
  "api/v1/[...path]/route.ts": "every operation goes through lib/api/serve-request.ts",
  "api/v1/openapi.json/route.ts": "the document is public",
};

describe("the doors", () => {
  it("of server actions are each an `action`, or have a reason", () => {
    const files = sources.filter(({ text }) => /^["']use server["']/m.test(text));
    expect(files.length).toBeGreaterThan(15);
    const unwrapped = files.flatMap(({ file, text }) =>
      [...text.matchAll(/^export (?:const (\w+)(?: = (\w+))?|async function (\w+)|(?:default|\{|\*|let|function).*)/gm)]
        .filter(([, , wrapper]) => wrapper !== "action")
        .map(([line, name, , declared]) => `${file} ${name ?? declared ?? line}`),
    );
    expect(unwrapped.toSorted()).toEqual(Object.keys(openActions).toSorted());
    // A function may also be made a door in place, where no list would find it.
    expect(sources.filter(({ text }) => /^\s+["']use server["']/m.test(text)).map(({ file }) => file)).toEqual([]);
  });

  it("of route handlers are each an `apiRoute`, or have a reason", () => {
    const routes = sources.filter(({ file }) => /(^|\/)route\.tsx?$/.test(file));
    expect(routes.length).toBeGreaterThan(30);
    const unwrapped = routes.filter(({ text }) => {
      const exported = [...text.matchAll(/^export (?:const [A-Z]+ = (\w+)\(|.*)/gm)];
      return exported.length === 0 || exported.some(([, wrapper]) => wrapper !== "apiRoute" && wrapper !== "askerRoute");
    });
    expect(unwrapped.map(({ file }) => file).toSorted()).toEqual(Object.keys(openRoutes).toSorted());
  });
});
