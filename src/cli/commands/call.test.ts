import { createServer } from 'node:http'
import { describe, expect, it } from 'vitest'
import { listening } from '../../../tests/support/node-server.ts'
import { runCli, serveCli } from '../../../tests/support/run-cli.ts'
import { servedCli } from '../../../tests/support/served-cli.ts'

const { out, cli, env } = servedCli()

describe('greenroom call', () => {
  it('prints the request, the status, the outcome and the body', async () => {
    expect(await out('call', 'joinMeetingRoom', 'code=lck-rom-now')).toMatch(
      /^POST \/rooms\/lck-rom-now\/join\n403 room-locked in \d+ ms\n\{\n {2}"statusCode": 403,\n/,
    )
    const joined = await out('call', 'joinMeetingRoom', 'code=abc-def-ghi', 'guestName=Ann = Ben', '--as', 'guest')
    expect(joined).toMatch(/\n201 joined-as-guest in /)
    expect(JSON.parse(joined.slice(joined.indexOf('{')))).toMatchObject({ guestName: 'Ann = Ben' })
    const twoLines = await out('call', 'joinMeetingRoom', 'code=abc-def-ghi', 'guestName=Ann\nBen', '--as', 'guest')
    expect(JSON.parse(twoLines.slice(twoLines.indexOf('{')))).toMatchObject({ guestName: 'Ann\nBen' })
    const nameless = await out('call', 'joinMeetingRoom', 'code=abc-def-ghi', 'guestName=', '--as', 'guest')
    expect(nameless).toMatch(/\n400 guest-name-missing in /)
  })

  it('calls as another identity, in another world, and prints all as JSON', async () => {
    await out('worlds', 'make', 'w')
    const began = performance.now()
    const shown = JSON.parse(
      await out('call', 'listLivechatRooms', 'count=1', '--as', 'no-permission', '--world', 'w', '--json'),
    )
    expect(shown).toMatchObject({
      status: 403,
      outcome: 'not-allowed',
      ms: expect.any(Number),
      headers: { 'greenroom-outcome': 'not-allowed' },
      body: { success: false },
    })
    expect(Object.keys(shown)).toEqual(['status', 'outcome', 'ms', 'headers', 'body'])
    // No longer than it took in all.
    expect(shown.ms).toBeLessThanOrEqual(Math.ceil(performance.now() - began))
    expect(JSON.parse(await out('log', '--world', 'w', '--json'))).toMatchObject({
      world: 'w',
      target: '/~w/api/v1/livechat/rooms?count=1',
    })
  })

  it('calls what the edition of the server has, which must be one that is known here', async () => {
    await using older = await serveCli(['--edition', '2022'])
    const ran = await runCli(['call', 'listLivechatRooms', 'count=1'], older.env)
    expect(ran).toMatchObject({ code: 0, out: expect.stringMatching(/^GET .*\n200 listed in /), error: '' })
    await using later = await listening(
      createServer(({ url }, response) =>
        response.end(JSON.stringify(url === '/mock' ? { edition: '9.9' } : { name: 'default', identities: {} })),
      ),
    )
    const at = ['--control-url', later.url, '--control-token', 'x']
    expect(await runCli(['call', 'listLivechatRooms', ...at])).toEqual({
      code: 2,
      out: '',
      error: expect.stringMatching(/^there is no edition 9\.9\n/),
    })
  })

  it('shows an answer that is no JSON as a text, in one line, and follows no redirection', async () => {
    const asked: string[] = []
    await using there = await listening(
      createServer(({ url = '', headers }, response) => {
        const about = { name: 'default', url: `http://${headers.host}/there`, identities: { guest: {} } }
        if (url === '/mock') response.end('{"edition":"current"}')
        else if (url.startsWith('/worlds/')) response.end(JSON.stringify(about))
        else if (asked.push(url) > 0) response.writeHead(302, { location: '/elsewhere' }).end('two\nlines')
      }),
    )
    const args = ['joinMeetingRoom', 'code=a', '--control-url', there.url, '--control-token', 'x']
    const ran = await runCli(['call', ...args])
    expect({ ...ran, out: ran.out.replace(/\d+ ms/, '1 ms') }).toEqual({
      code: 0,
      out: 'POST /rooms/a/join\n302 undocumented in 1 ms\ntwo\\u000alines\n',
      error: '',
    })
    expect(JSON.parse((await runCli(['call', ...args, '--json'])).out)).toMatchObject({
      outcome: null,
      body: 'two\nlines',
    })
    expect(asked).toEqual(['/there/rooms/a/join', '/there/rooms/a/join'])
  })

  it('says that an answer has no outcome', async () => {
    await out('worlds', 'make', 'v')
    await out('arm', '--status', '503', '--world', 'v')
    const shown = await out('call', 'joinMeetingRoom', 'code=a', '--world', 'v')
    expect(shown).toMatch(/^POST \/rooms\/a\/join\n503 undocumented in \d+ ms\n/)
  })

  it('says what may be why nothing was answered', async () => {
    await out('worlds', 'make', 'broken')
    await out('arm', '--reset', '--world', 'broken')
    expect(await cli('call', 'joinMeetingRoom', 'code=a', '--world', 'broken')).toEqual({
      code: 2,
      out: '',
      error: 'no answer to POST /rooms/a/join\n  Is a broken connection armed? greenroom arm lists what is.\n',
    })
  })

  it('paints the status on a terminal', async () => {
    const ran = await runCli(['call', 'joinMeetingRoom', 'code=lck-rom-now'], env(), { colours: true })
    expect(ran.out).toMatch(
      // oxlint-disable-next-line no-control-regex -- the colours of a terminal
      /^\u001b\[2mPOST \/rooms\/lck-rom-now\/join\u001b\[22m\n\u001b\[1m403\u001b\[22m room-locked \u001b\[2min \d+ ms\u001b\[22m\n/,
    )
  })

  it.each([
    [[], 'greenroom call takes an operation\n  greenroom call --help shows some; greenroom outcomes lists them all.\n'],
    [
      ['joinRoom'],
      'there is no operation joinRoom\n  Known: connectMeetingRooms, endMeetingRoom, joinLivechatRoom, joinMeetingRoom, joinVideoConference, leaveMeetingRoom, listLivechatRooms, lockMeetingRoom.\n',
    ],
    [['joinMeetingRoom', 'code'], 'unexpected argument code\n  Write <member>=<value>, such as code=abc-def-ghi.\n'],
    [['joinMeetingRoom', '=x'], 'unexpected argument =x\n  Write <member>=<value>, such as code=abc-def-ghi.\n'],
    [
      ['joinMeetingRoom'],
      'joinMeetingRoom needs code\n  For example: greenroom call joinMeetingRoom code=…; greenroom rooms lists codes and ids.\n',
    ],
    [['lockMeetingRoom'], /^lockMeetingRoom is an event of Socket\.IO/],
    [
      ['joinMeetingRoom', 'code=a', '--as', 'guets'],
      'there is no identity guets\n  Did you mean guest? Known: agent, manager, no-permission, wrong-token, nobody, host, member, guest, expired-token.\n',
    ],
    [['joinMeetingRoom', 'code=a', '--as', 'toString'], /^there is no identity toString\n/],
    [['joinMeetingRoom', 'code=a', '--world', 'none'], /^There is no world "none"/],
  ])('%j is refused', async (args, error) => {
    expect(await cli('call', ...args)).toEqual({
      code: 2,
      out: '',
      error: typeof error === 'string' ? error : expect.stringMatching(error),
    })
  })
})
