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
    expect(await out('who', 'wrong-token')).toMatch(
      /^wrong-token {2}[^\n]+\n {2}X-User-Id: \S+\n {2}X-Auth-Token: \S+\n$/,
    )
    expect(await out('who', 'host')).toMatch(/^host {2}[^\n]+\n {2}Authorization: Bearer \S+\n$/)
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
    expect((await runCli(['who', 'nobody'], env(), { colours: true })).out).toBe(
      '\u001b[1mnobody\u001b[22m  \u001b[2mno credentials\u001b[22m\n  no headers\n',
    )
    expect((await runCli(['who'], env(), { colours: true })).out).toContain(
      '\n\u001b[1mtest.user\u001b[22m  \u001b[2mtesting, livechat-agent\u001b[22m\n',
    )
  })

  it.each([
    [
      ['agnt'],
      /^there is no identity agnt\n {2}Did you mean agent\? Known: agent, manager, no-permission, wrong-token, nobody, host, member, guest, expired-token\.\n$/,
    ],
    [['toString'], /^there is no identity toString\n/],
    [['agent', 'host'], /^unexpected argument host\n {2}greenroom who takes one identity\.\n$/],
  ])('%j is refused', async (args, error) => {
    expect(await cli('who', ...args)).toEqual({ code: 2, out: '', error: expect.stringMatching(error) })
  })
})
