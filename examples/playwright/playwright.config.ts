import { defineConfig } from '@playwright/test'

export default defineConfig({
  testMatch: '*.spec.ts',
  fullyParallel: true,
  webServer: [
    { command: 'npx greenroom serve --port 4010 --require-world', url: 'http://127.0.0.1:4010/' },
    { command: 'npx vite', url: 'http://localhost:5173/' },
  ],
})
