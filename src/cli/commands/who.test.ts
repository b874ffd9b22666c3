import { describe, expect, it } from 'vitest'
import { runCli } from '../../../tests/support/run-cli.ts'
import { servedCli } from '../../../tests/support/served-cli.ts'

const { out, cli, env } = servedCli()

describe('greenroom who', () => {
  it('prints each identity with what it may do, its headers, and its password', async () => {
    const all = await out('who')
    expect(all).toMatch(
      /^agent {2}may join livechat rooms that wait for an agent\n {2}X-User-Id: rbAXPnMktTFbNpwtJ\n {2}X-Auth-Token: RScctEHSmLGZGywfIhWyRpyofhKOiMoUIpimhvheU3f\n {2}logs in as agent, password agent-password\nmanager {2}/,
    )
    expect(all).toContain('nobody  no credentials\n  no headers\n')
    expect(all).toMatch(
      /\ntest\.user {2}testing, livechat-agent\n {2}logs in as test\.user, password test\.user-password\n$/,
    )
    expect(await out('who', 'wrong-token')).not.toContain('logs in as')
    expect(await out('who', 'nobody')).toBe('nobody  no credentials\n  no headers\n')
  })

  it('prints them as JSON, all or one', async () => {
    expect(Object.keys(JSON.parse(await out('who', '--json')))).toEqual([
      'agent',
      'manager',
      'no-permission',
      'wrong-token',
      'nobody',
      'host',
      'member',
      'guest',
      'expired-token',
    ])
    expect(JSON.parse(await out('who', 'nobody', '--json'))).toEqual({ nobody: {} })
  })

  it('paints the names on a terminal', async () => {
    expect((await runCli(['who', 'nobody'], env(), { colours: true })).out).toContain('\u001b[1mnobody\u001b[22m')
  })

  it.each([
    [['agnt'], /^there is no identity agnt\n {2}Did you mean agent\?/],
    [['toString'], /^there is no identity toString\n/],
    [['agent', 'host'], /^unexpected argument host\n {2}greenroom who takes one identity\.\n$/],
  ])('%j is refused', async (args, error) => {
    expect(await cli('who', ...args)).toEqual({ code: 2, out: '', error: expect.stringMatching(error) })
  })
})
