import { describe, expect, it } from 'vitest'
import { runCli, serveCli } from '../../../tests/support/run-cli.ts'
import { servedCli } from '../../../tests/support/served-cli.ts'

const { out, cli, server, folder } = servedCli()

describe('greenroom console', () => {
  it('prints its address with the token, which may be one that only looks', async () => {
    const full = await out('console')
    expect(full).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/console\/#token=[\w-]{32,}\n$/)
    const looking = await out('console', '--readonly')
    expect(looking).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/console\/#readonly=[\w-]{32,}\n$/)
    expect(new URL(looking).origin).toBe(new URL(full).origin)
    expect(await out('console', '--port', new URL(server().url).port)).toBe(full)
    expect(folder()).not.toBe('')
  })

  it('of a server that shows the console that only looks prints that, even if not asked to', async () => {
    await using looking = await serveCli(['--console', 'readonly'])
    const { out: address } = await runCli(['console'], looking.env)
    expect(address).toBe((await runCli(['console', '--readonly'], looking.env)).out)
    expect(address).toContain('#readonly=')
  })

  it.each([
    [['x'], 'unexpected argument x\n  Name the mock with --port.\n'],
    [
      ['--port', '1'],
      /^no greenroom is running on this machine on port 1\n {2}Choose one by its port: \d+, with --port <port> or connect\(\{ port \}\)\.\n$/,
    ],
  ])('%j is refused', async (args, error) => {
    const ran = await cli('console', ...args)
    expect([ran.code, ran.out]).toEqual([2, ''])
    if (typeof error === 'string') expect(ran.error).toBe(error)
    else expect(ran.error).toMatch(error)
  })
})
