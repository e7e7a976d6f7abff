// What is left of the arrows once types are gone: a room that the web uses may name the types of a process that it starts.
const tests = "\\.(test|spec)\\.tsx?$|^scripts/testing/|^lib/[^/]+/testing/";

module.exports = {
  forbidden: [
    {
      name: "the-runtime-stays-out-of-the-web",
      comment: "onnxruntime-node is heavy and native: the web bundle must not meet it, not even through lib",
      severity: "error",
      from: { path: "^app/", pathNot: tests },
      to: { path: "^lib/onnx/|onnxruntime-node", reachable: true },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules|^lib/generated/" },
    exclude: { path: "^(\\.next|\\.local)/" },
    tsPreCompilationDeps: false,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      mainFields: ["module", "main", "types"],
    },
  },
};
