import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "../bootstrap/paths.mjs";

type Package = { license?: string; dev?: boolean; link?: boolean };

// Of what is shipped. None of them reaches our own sources; the weak copyleft ones are used as they are published.
const permitted =
  /^(0BSD|Apache-2\.0|BlueOak-1\.0\.0|BSD-[23]-Clause|CC-BY-4\.0|CC0-1\.0|EPL-2\.0|ISC|LGPL-3\.0-or-later|MIT|MPL-2\.0|OFL-1\.1|Unlicense)$/;
/** Packages whose own list says nothing: what their licence file says. */
const told: Record<string, string> = { "node_modules/seq-queue": "MIT" };

describe("the licences of what is shipped", () => {
  it("are all ones that a product under Apache-2.0 may be shipped with", () => {
    const { packages } = JSON.parse(readFileSync(path.join(root, "package-lock.json"), "utf8")) as { packages: Record<string, Package> };
    const shipped = Object.entries(packages).filter(([name, { dev, link }]) => name !== "" && !dev && !link);
    expect(shipped.length).toBeGreaterThan(300);
    const strangers = shipped
      .map(([name, { license }]) => ({ name, licence: license ?? told[name] ?? "not told" }))
      .filter(
        ({ licence }) =>
          !licence
            .split(/ AND | OR | and |[()]/)
            .filter(Boolean)
            .every((one) => permitted.test(one)),
      );
    expect(strangers).toEqual([]);
  });
});
