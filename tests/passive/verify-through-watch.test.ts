import { expect, it } from 'vitest'
import { startServer } from '../../src/server.ts'
import { patience } from '../support/patience.ts'
import { startCli } from '../support/run-cli.ts'
import { runVerify } from '../support/run-verify.ts'

it(
  'every case holds through a watch of the mock, on each transport, and the watch meets every outcome and finds nothing wrong',
  // All of verify, and all of watch, in one process.
  { tags: ['full'], timeout: patience(600_000) },
  async () => {
    await using mock = await startServer({ control: true })
    const watch = startCli(['watch', mock.url, '--proxy-port', '0', '--min-coverage', '100'])
    const [, url = ''] = /^(http:\S+) passes/m.exec(await watch.out.wrote('passes everything on')) ?? []
    const control = ['--control-url', mock.control?.url ?? '', '--control-token', mock.control?.token ?? '']
    const verified = await runVerify([url, ...control, '--quiet'])
    expect(verified.out).toMatch(/^\d+ held, 0 broken, 0 differ, 0 known, 0 blocked, 0 skipped/m)
    expect(verified.code).toBe(0)
    watch.end()
    const { code, out } = await watch.ended
    expect(out).not.toContain('✗')
    expect(out).toMatch(/ 0 broken, .* coverage 100 % /)
    expect(code).toBe(0)
  },
)
