import { paraglideVitePlugin } from "@inlang/paraglide-js";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

// Relative addresses, because the app is served from `tauri://`. Nothing is inlined: the window's
// content security policy has no room for inline scripts or data: fonts.
export default defineConfig(({ mode }) => ({
  base: "./",
  plugins: [
    svelte(),
    // Its file watcher would keep Vitest from ending; `npm test` compiles the messages beforehand.
    mode === "test"
      ? []
      : paraglideVitePlugin({
          project: "./project.inlang",
          outdir: "./src/i18n/paraglide",
          strategy: ["baseLocale"],
        }),
  ],
  build: { outDir: "dist", target: "es2022", assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: { port: 5173, strictPort: true },
  // Vitest must take Svelte's browser half, or runes in state classes never react.
  resolve: mode === "test" ? { conditions: ["browser"] } : {},
  test: { environment: "node", include: ["src/**/*.test.ts", "tests/**/*.test.ts"] },
}));
