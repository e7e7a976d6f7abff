import next from "@next/eslint-plugin-next";
import hooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

/** @type {["error", { max: number }]} */
const maxLines = ["error", { max: 400 }];

export default tseslint.config(
  {
    ignores: [
      "node_modules/",
      ".next/",
      ".local/",
      "lib/generated/",
      "clients/typescript/operations.ts",
      "next-env.d.ts",
      "test-results/",
      "playwright-report/",
    ],
  },
  {
    files: ["**/*.{ts,tsx,mjs}"],
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "max-lines": maxLines,
      "no-console": "error",
      "no-debugger": "error",
      "no-var": "error",
      "prefer-const": "error",
      eqeqeq: ["error", "always", { null: "ignore" }],
      "no-restricted-syntax": [
        "error",
        {
          // A broken sign-in set-up can yield a session without a user: only the user's id proves who asks.
          selector: "UnaryExpression[operator='!'] > UnaryExpression[operator='!'] > Identifier[name=/^(session|auth|token)$/]",
          message: "the existence of a session proves nothing: test session.user.id",
        },
        { selector: "CallExpression[callee.name='Boolean'] > Identifier[name=/^(session|auth|token)$/]", message: "test session.user.id" },
      ],
    },
  },
  {
    files: ["**/*.{ts,tsx}"],
    languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { "@typescript-eslint": tseslint.plugin },
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      "@typescript-eslint/await-thenable": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/only-throw-error": "error",
      "@typescript-eslint/ban-ts-comment": "error",
      "no-empty": ["error", { allowEmptyCatch: false }],
    },
  },
  {
    files: ["app/**/*.{ts,tsx}", "components/**/*.{ts,tsx}", "lib/kinds/**/*.tsx"],
    plugins: { "@next/next": next, "react-hooks": hooks },
    rules: {
      ...next.configs["core-web-vitals"].rules,
      "react-hooks/rules-of-hooks": "error",
      "react-hooks/exhaustive-deps": "error",
      // Pictures in imported texts come from anywhere; no image service of ours may fetch them.
      "@next/next/no-img-element": "off",
      // Navigation inside the app is by Link; plain anchors are for downloads and are checked by the typed routes.
      "@next/next/no-html-link-for-pages": "off",
    },
  },
);
