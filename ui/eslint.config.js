import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";

const onlyInIpc = {
  patterns: [{ group: ["@tauri-apps/*"], message: "Only src/ipc talks to Tauri." }],
};

export default ts.config(
  { ignores: ["src/ipc/bindings.ts", "dist", "dist-standin", "node_modules", "src/i18n/paraglide", "project.inlang"] },
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    rules: {
      "no-console": "error",
      "max-lines": ["error", { max: 300, skipBlankLines: true, skipComments: true }],
      "no-restricted-imports": ["error", onlyInIpc],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "svelte/no-at-html-tags": "error",
      // The clock and the timeline write digits and transforms straight into their own nodes, on purpose.
      "svelte/no-dom-manipulating": "off",
      "svelte/no-unused-svelte-ignore": "off",
    },
  },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: [".svelte"] } },
    rules: { "prefer-const": "off", "svelte/prefer-svelte-reactivity": "off" },
  },
  { files: ["src/ipc/**"], rules: { "no-restricted-imports": "off" } },
  { files: ["tests/**"], rules: { "no-console": "off" } },
);
