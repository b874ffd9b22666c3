import { availableParallelism } from 'node:os'
import { stripVTControlCharacters } from 'node:util'
import { defineConfig } from 'vitest/config'
import { patience } from './tests/support/patience.ts'
import { createReporter } from './tools/test/reporter.ts'
import { WholeFirst } from './tools/test/whole-first.ts'

// Vitest colours what differs, whoever reads it.
const isPlain = !process.stdout.isTTY && process.env['FORCE_COLOR'] === undefined
const print = (line: string): void => console.log(isPlain ? stripVTControlCharacters(line) : line)

export default defineConfig({
  test: {
    include: [
      'src/**/*.test.ts',
      'console/**/*.test.ts',
      'tests/**/*.test.ts',
      'tools/**/*.test.ts',
      'contract-tests/**/*.test.ts',
    ],
    setupFiles: ['tests/support/fast-check-setup.ts'],
    reporters: [createReporter(print, () => (process.exitCode = 1)), 'json'],
    outputFile: { json: 'node_modules/.cache/greenroom/vitest.json' },
    tags: [
      {
        name: 'full',
        description: 'played by `npm run test:full` alone: the same statements in more ways, or at length',
      },
      { name: 'long', description: 'played by `npm run test:long` alone: minutes each' },
    ],
    // Nothing in `src/` has module state, so files may share a worker: each module is then loaded once a worker, not once a file.
    isolate: false,
    sequence: { sequencer: WholeFirst },
    // Two more than there are cores: tests wait for sockets and processes, and no core is to wait with them.
    maxWorkers: availableParallelism() + 2,
    // Timeouts are for hangs alone.
    testTimeout: patience(120_000),
    hookTimeout: patience(120_000),
    teardownTimeout: patience(60_000),
    experimental: { viteModuleRunner: false, nodeLoader: false },
  },
})
