import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: { include: ['*.test.ts'], globalSetup: 'greenroom/vitest/setup' },
})
