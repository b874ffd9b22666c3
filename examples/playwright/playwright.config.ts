import { defineConfig } from '@playwright/test'

export default defineConfig({
  testMatch: '*.spec.ts',
  fullyParallel: true,
  webServer: [
    // Uses servers that are already running, for example from `npm start`.
    {
      command: 'npx greenroom serve --port 4010 --require-world',
      url: 'http://127.0.0.1:4010/',
      reuseExistingServer: true,
    },
    { command: 'npx vite', url: 'http://localhost:5173/', reuseExistingServer: true },
  ],
})
