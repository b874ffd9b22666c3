import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'tests/**/*.test.ts', 'tools/**/*.test.ts', 'contract-tests/**/*.test.ts'],
    testTimeout: 20_000,
    // A browser that starts beside thirty other test files takes its time.
    hookTimeout: 60_000,
  },
})
