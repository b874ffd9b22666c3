import { defineConfig } from '@playwright/test'
import type { GreenroomFixtures } from 'greenroom/playwright'

export default defineConfig<GreenroomFixtures>({
  testMatch: '*.spec.ts',
  fullyParallel: true,
  use: { baseURL: 'http://localhost:5173', greenroom: { port: 4010 } },
  // The mock starts and ends with the dev server.
  webServer: { command: 'npx vite', url: 'http://localhost:5173/', reuseExistingServer: true },
})
