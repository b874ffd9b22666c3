import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer, request } from 'node:http'
import { describe, expect, it } from 'vitest'
import { ownFolder } from '../../../tests/support/folder.ts'
import { runCli, serveCli, startCli } from '../../../tests/support/run-cli.ts'
import { servedCli } from '../../../tests/support/served-cli.ts'
import { readRunFile, type RunFile } from '../../client/run-file.ts'

const { out, cli, server, env } = servedCli()
const inFolder = ownFolder()
const call = (world: string, path: string) => fetch(`${server().url}/~${world}${path}`)
const lines = (text: string): string[] => text.split('\n').filter(Boolean)

/** A server in front of a control plane, which passes each request on when it is told to. */
async function fronting(
  { url: control, token }: { readonly url: string; readonly token: string },
  onRequest: (path: string, passOn: (onAnswer?: () => void) => void) => unknown,
) {
  const host = new URL(control).host
  const front = createServer(({ url = '/', method, headers }, response) => {
    void onRequest(url, (onAnswer) => {
      const passed = request(new URL(url, control), { method, headers: { ...headers, host } }).end()
      passed.on('response', (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers)
        answer.pipe(response)
        onAnswer?.()
      })
    })
  })
  await once(front.listen(0, '127.0.0.1'), 'listening')
  const address = front.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  return {
    env: { GREENROOM_CONTROL_URL: url, GREENROOM_CONTROL_TOKEN: token },
    async [Symbol.asyncDispose]() {
      front.closeAllConnections()
      await new Promise((resolve) => front.close(resolve))
    },
  }
}

/** Stands in front of a control plane, and acts once events are listened to and before the journal is read. */
function inFrontOf({ control, token }: Pick<RunFile, 'control' | 'token'>, act: () => Promise<unknown>) {
  const listening = Promise.withResolvers<void>()
  return fronting({ url: control, token }, (path, passOn) => {
    if (path.includes('/journal')) void listening.promise.then(act).then(() => passOn())
    else if (path.includes('/events')) passOn(listening.resolve)
    else passOn()
  })
}

describe('greenroom log', () => {
  it('shows the last ten calls of a world, and says how many came before', async () => {
    await out('worlds', 'make', 'w')
    for (let n = 1; n < 13; n++) await call('w', `/${n}`)
    const { out: text, error } = await cli('log', '--world', 'w')
    expect(lines(text)).toHaveLength(10)
    expect(lines(text)[0]).toMatch(/^10:30:00\.000 \[w\] GET \/~w\/3 404 Nothing is served at \/3\. /)
    expect(error).toBe('2 earlier; --last 1000 shows all that are kept\n')
    expect((await cli('log', '--world', 'w', '-n', '11')).error).toBe(
      '1 earlier; --last 1000 shows all that are kept\n',
    )
    expect(lines((await cli('log', '--world', 'w', '-n', '1')).out)).toHaveLength(1)
    expect(lines(await out('log', '--world', 'w', '--last', '12'))).toHaveLength(12)
    expect(lines(await out('log', '--world', 'w', '--json'))).toHaveLength(12)
  })

  it('counts what came before in all worlds together, and says it dimly on a terminal', async () => {
    await using own = await serveCli()
    for (const world of ['one', 'two'])
      for (const path of ['/1', '/2', '/3']) await fetch(`${own.url}/~${world}${path}`)
    const shown = (colours: boolean) => runCli(['log', '-n', '1'], own.env, { colours })
    const { out: text, error } = await shown(false)
    expect([lines(text).length, error]).toEqual([2, '4 earlier; --last 1000 shows all that are kept\n'])
    expect((await shown(true)).error).toBe('\u001b[2m4 earlier; --last 1000 shows all that are kept\u001b[22m\n')
  })

  it('names callers by their user names', async () => {
    await out('worlds', 'make', 'named')
    await out('call', 'joinLivechatRoom', 'roomId=gMMeBpWyLeowCrzBv', '--world', 'named')
    expect(await out('log', '--world', 'named')).toMatch(/ 200 joined · .* · by agent\n$/)
  })

  it('shows those of an operation or an outcome', async () => {
    await out('worlds', 'make', 'v')
    await call('v', '/api/v1/livechat/rooms')
    await call('v', '/api/v1/livechat/room.join')
    await call('v', '/x')
    const shown = async (...args: string[]) =>
      lines(await out('log', '--world', 'v', '--json', ...args)).map((line) => JSON.parse(line).n)
    expect(await shown('--operation', 'listLivechatRooms')).toEqual([1])
    expect(await shown('--outcome', 'not-logged-in')).toEqual([1, 2])
    expect(await shown('--outcome', 'not-logged-in', '--operation', 'joinLivechatRoom')).toEqual([2])
  })

  it('writes all calls that are kept as HAR, or as many as are asked for', async () => {
    await out('worlds', 'make', 'har')
    for (let n = 1; n <= 101; n++) await call('har', `/${n}`)
    const file = inFolder('calls.har')
    const written = async (...args: string[]) => {
      const ran = await cli('log', '--world', 'har', '--har', file, ...args)
      return [ran, JSON.parse(await readFile(file, 'utf8')).log.entries.length]
    }
    expect(await written()).toEqual([{ code: 0, out: '', error: `101 written to ${file}\n` }, 101])
    expect(await written('--last', '2')).toEqual([{ code: 0, out: '', error: `2 written to ${file}\n` }, 2])
  })

  it('says that there are none', async () => {
    await out('worlds', 'make', 'empty')
    expect(await cli('log', '--world', 'empty')).toEqual({ code: 0, out: '', error: 'no calls yet\n' })
  })

  it('follows a world until it is dropped, and shows each call once', async () => {
    await out('worlds', 'make', 'f')
    await call('f', '/before')
    const following = startCli(['log', '-f', '--world', 'f'], env())
    await following.out.wrote('/before')
    await call('f', '/after')
    await following.out.wrote('/after')
    await out('worlds', 'drop', 'f')
    const { code, out: text, error } = await following.ended
    expect([code, error]).toEqual([0, 'following; press Ctrl-C to stop\n'])
    expect(lines(text).map((line) => /\/~f\/\w+|dropped/.exec(line)?.[0])).toEqual([
      '/~f/before',
      '/~f/after',
      'dropped',
    ])
  })

  it('follows no longer than somebody reads', async () => {
    await out('worlds', 'make', 'unread')
    await call('unread', '/before')
    const gone = new AbortController()
    const following = startCli(['log', '-f', '--world', 'unread'], env(), { readerGone: gone.signal })
    await following.out.wrote('/before')
    gone.abort()
    expect(await following.ended).toMatchObject({ code: 0, out: expect.not.stringContaining('dropped') })
  })

  it('follows all worlds, also one that was dropped and made again, whose numbers begin again', async () => {
    const own = await serveCli()
    const at = (path: string) => fetch(`${own.url}/~d${path}`)
    for (const path of ['/one', '/two']) await at(path)
    const following = startCli(['log', '-f'], own.env)
    await following.out.wrote('/two')
    await runCli(['worlds', 'drop', 'd'], own.env)
    await runCli(['worlds', 'make', 'd'], own.env)
    await at('/three')
    await following.out.wrote('/three')
    await own.stop()
    const { code, out: text } = await following.ended
    expect([code, lines(text).map((line) => /\/~d\/\w+|made|dropped/.exec(line)?.[0])]).toEqual([
      0,
      ['/~d/one', '/~d/two', 'dropped', 'made', '/~d/three'],
    ])
  })

  it('shows a call once that came while it read the past', async () => {
    await out('worlds', 'make', 'h')
    await using control = await inFrontOf(await readRunFile(Number(new URL(server().url).port), env()), () =>
      call('h', '/meanwhile'),
    )
    const following = startCli(['log', '-f', '--world', 'h'], control.env)
    await following.out.wrote('/meanwhile')
    await call('h', '/after')
    await following.out.wrote('/after')
    await out('worlds', 'drop', 'h')
    expect(lines((await following.ended).out).map((line) => /\/~h\/\w+|dropped/.exec(line)?.[0])).toEqual([
      '/~h/meanwhile',
      '/~h/after',
      'dropped',
    ])
  })

  it('reads the past only once its stream is open: a call before is shown, too', async () => {
    await out('worlds', 'make', 'o')
    const { control: url, token } = await readRunFile(Number(new URL(server().url).port), env())
    const order: string[] = []
    await using control = await fronting({ url, token }, async (path, passOn) => {
      const what = path.includes('/events') ? 'events' : path.includes('/journal') ? 'journal' : null
      if (what === 'events') {
        await call('o', '/before')
        // So that the past would be asked for first if it did not wait.
        for (let n = 0; n < 30; n++) await (await fetch(`${server().url}/healthz`)).text()
      }
      if (what !== null) order.push(what)
      passOn()
    })
    const following = startCli(['log', '-f', '--world', 'o'], control.env)
    await following.out.wrote('/before')
    await call('o', '/after')
    await following.out.wrote('/after')
    await out('worlds', 'drop', 'o')
    expect(lines((await following.ended).out).map((line) => /\/~o\/\w+|dropped/.exec(line)?.[0])).toEqual([
      '/~o/before',
      '/~o/after',
      'dropped',
    ])
    expect(order).toEqual(['events', 'journal'])
  })

  it('follows as JSON, and only what fits', async () => {
    await out('worlds', 'make', 'g')
    const following = startCli(['log', '-f', '--world', 'g', '--json', '--operation', 'listLivechatRooms'], env())
    await following.error.wrote('following')
    await call('g', '/before')
    await call('g', '/api/v1/livechat/rooms')
    await following.out.wrote('listLivechatRooms')
    await call('g', '/after')
    await out('worlds', 'drop', 'g')
    const rows = lines((await following.ended).out).map((line) => JSON.parse(line))
    expect(rows.map(({ operation, kind }) => operation ?? kind)).toEqual(['listLivechatRooms', 'dropped'])
  })

  it.each([
    [['--outcome', 'none'], /^there is no outcome none\n/],
    [['--operation', 'none'], /^there is no operation none\n/],
    [['--har', 'x.har', '--json'], '--json has no effect with --har\n  Drop it: a HAR has what came so far.\n'],
    [['--har', 'x.har', '-f'], '--follow has no effect with --har\n  Drop it: a HAR has what came so far.\n'],
    [['w'], 'unexpected argument w\n  Name the world with --world.\n'],
    [['--world', 'none'], /^There is no world "none"/],
    [['-f', '--world', 'none'], /There is no world "none"/],
  ])('%j is refused', async (args, error) => {
    const ran = await cli('log', ...args)
    expect([ran.code, ran.out]).toEqual([2, ''])
    if (typeof error === 'string') expect(ran.error).toBe(error)
    else expect(ran.error).toMatch(error)
  })
})
