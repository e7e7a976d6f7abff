// The arrows of the house: which way imports may point. scripts/checks/arrows.mjs runs this with a floor on the number of
// modules read, and scripts/checks/self-test.mjs shows that each rule can fail.

const tests = "\\.(test|spec)\\.tsx?$|^scripts/testing/|^lib/[^/]+/testing/";
const client = "\\.client\\.tsx?$";
const stores = "(/|-)store\\.ts$";
const foundations = "^lib/(env|db|storage|errors|ids|clock|log|cn)\\.ts$";

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true, dependencyTypesNot: ["type-only"] } },
    { name: "nothing-imports-app", severity: "error", from: { pathNot: "^(app/|\\.next/)" }, to: { path: "^app/" } },
    {
      name: "app-keeps-to-use-cases",
      comment: "a route parses, authorises and calls lib: no workers, no runtime, no database, no store",
      severity: "error",
      from: { path: "^app/", pathNot: tests },
      to: { path: `^(workers|cli|scripts|lib/onnx)/|^lib/db\\.ts$|${stores}` },
    },
    {
      name: "components-do-no-io",
      comment: "from lib only schemas, pure mathematics, the kinds as the browser sees them, and cn",
      severity: "error",
      from: { path: "^components/", pathNot: tests },
      to: {
        path: "^(lib|workers|cli|scripts|prisma)/",
        pathNot: "^lib/.*schema\\.ts$|^lib/ml/|^lib/kinds/(contract\\.ts|registry\\.client\\.tsx)$|^lib/cn\\.ts$",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "components-never-reach-the-roots-of-io",
      severity: "error",
      from: { path: "^components/", pathNot: tests },
      to: { path: "^lib/(env|db|storage)\\.ts$|^lib/onnx/", reachable: true },
    },
    {
      name: "ui-is-a-leaf",
      severity: "error",
      from: { path: "^components/ui/", pathNot: tests },
      to: { path: "^(app|components|lib|workers|cli|scripts)/", pathNot: "^components/ui/|^lib/cn\\.ts$" },
    },
    {
      name: "workers-and-cli-import-lib-only",
      severity: "error",
      from: { path: "^(workers|cli)/", pathNot: tests },
      to: { path: "^(app|components|scripts)/" },
    },
    {
      name: "no-client-code-in-workers-and-cli",
      severity: "error",
      from: { path: "^(workers|cli)/", pathNot: tests },
      to: { path: `^components/|${client}`, reachable: true },
    },
    {
      name: "workers-and-cli-do-not-mix",
      severity: "error",
      from: { path: "^workers/" },
      to: { path: "^cli/" },
    },
    {
      name: "lib-knows-no-caller",
      severity: "error",
      from: { path: "^lib/", pathNot: `${tests}|${client}` },
      to: { path: "^(app|components|workers|cli)/" },
    },
    {
      name: "stores-stay-in-their-room",
      severity: "error",
      from: { path: "^lib/([^/]+)/", pathNot: tests },
      to: { path: `^lib/.*${stores}`, pathNot: "^lib/$1/" },
    },
    {
      name: "foundations-stand-below-the-rooms",
      severity: "error",
      from: { path: foundations },
      to: { path: "^lib/[^/]+/", pathNot: "^lib/generated/" },
    },
    {
      name: "only-stores-and-foundations-open-the-database",
      comment: "a use case that needs a transaction may open one; routes, components and kinds may not",
      severity: "error",
      from: { path: "^(app|components|lib/kinds|lib/ml)/", pathNot: tests },
      to: { path: "^lib/(db\\.ts$|generated/)" },
    },
    {
      name: "a-kind-stands-alone",
      severity: "error",
      from: { path: "^lib/kinds/([^/]+)/", pathNot: tests },
      to: {
        path: "^(app|components|lib|workers|cli)/",
        pathNot: "^lib/kinds/$1/|^lib/kinds/contract\\.ts$|^lib/ml/|^components/ui/|^lib/cn\\.ts$",
      },
    },
    {
      name: "only-a-kinds-client-files-draw",
      severity: "error",
      from: { path: "^lib/kinds/[^/]+/", pathNot: `${tests}|${client}` },
      to: { path: "^components/" },
    },
    {
      name: "ml-is-pure",
      comment: "numbers in, numbers out: nothing outside lib/ml, no package, no module of Node",
      severity: "error",
      from: { path: "^lib/ml/", pathNot: tests },
      to: { pathNot: "^lib/ml/" },
    },
    {
      name: "the-graph-is-pure",
      comment: "graphs are authored and tested without a runtime",
      severity: "error",
      from: { path: "^lib/onnx/graph/", pathNot: tests },
      to: { path: "onnxruntime-node|^lib/(env|db|storage)\\.ts$" },
    },
    {
      name: "one-door-to-the-queue",
      severity: "error",
      from: { pathNot: "^lib/jobs/" },
      to: { path: "node_modules/pg-boss" },
    },
    { name: "nothing-unresolved", severity: "error", from: {}, to: { couldNotResolve: true } },
    {
      name: "tests-are-not-imported",
      severity: "error",
      from: { pathNot: tests },
      to: { path: "\\.(test|spec)\\.tsx?$" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules|^lib/generated/" },
    exclude: { path: "^(\\.next|\\.local)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      mainFields: ["module", "main", "types"],
    },
  },
};
