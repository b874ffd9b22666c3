import { readFile, truncate, writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { ownFolder } from '../../../tests/support/folder.ts'
import { harEntry, harOf, type HarMaker } from '../../../tests/support/har.ts'
import { runCli, type Ran } from '../../../tests/support/run-cli.ts'

const inFolder = ownFolder()
const LOCKED = { statusCode: 403, message: 'Room is locked' }
const join = (host: string, status = 403): HarMaker =>
  harEntry({ method: 'POST', url: `${host}/rooms/a/join`, status, answer: LOCKED })

async function read(entries: readonly HarMaker[], ...args: readonly string[]): Promise<Ran> {
  const file = inFolder('a.har')
  await writeFile(file, harOf(...entries))
  return runCli(['read', file, ...args])
}

describe('greenroom read', () => {
  it('prints what was met, an empty line, and the figures; only breaches and the last line if it is to be quiet', async () => {
    const { out } = await read([join('http://127.0.0.1:1')])
    expect(out).toContain('  not seen')
    expect(out).toMatch(/^met:\n {2}joinMeetingRoom\/room-locked {2}1 × http; first in a\.har, entry 1\n\n/)
    const { out: quiet, code } = await read([join('http://127.0.0.1:1')], '--quiet')
    expect([code, quiet]).toEqual([
      0,
      '1 held, 0 broken, 0 differ, 0 known, 0 blocked, 0 skipped = 1 case · coverage 7 % (1 of 13 outcomes) · 0.0 s\n',
    ])
  })

  it('judges calls to the server of a target file alone', async () => {
    const target = inFolder('target.yaml')
    await writeFile(target, 'url: https://a.example\n', { mode: 0o600 })
    const { out } = await read([join('http://127.0.0.1:1'), join('https://a.example')], '--target', target, '--json')
    expect(JSON.parse(out)).toMatchObject({ url: 'https://a.example', met: [{ count: 1 }] })
  })

  it('takes the time from the first entry to the last for that of the run', async () => {
    const { out } = await read(
      [join('http://127.0.0.1:1'), join('http://127.0.0.1:1'), join('http://127.0.0.1:1')],
      '--json',
    )
    expect(JSON.parse(out).summary.durationMs).toBe(2000)
  })

  it('begins, in its reports, when the first entry began', async () => {
    const junit = inFolder('read.xml')
    const entries = [join('http://127.0.0.1:1'), join('http://127.0.0.1:1'), join('http://127.0.0.1:1')]
    await read(entries, '--quiet', '--junit', junit)
    const [, first] = JSON.stringify(harOf(...entries)).match(/startedDateTime[^0-9]*([0-9T:.-]+Z?)/) ?? []
    const [, told] = (await readFile(junit, 'utf8')).match(/timestamp="([^"]+)"/) ?? []
    expect(Date.parse(told ?? '')).toBe(Date.parse(first ?? ''))
  })

  it('names the servers, if there are several, and judges those elsewhere by documents alone', async () => {
    const two = [join('http://127.0.0.1:1'), join('https://a.example')]
    const { out } = await read(two, '--json')
    expect(JSON.parse(out)).toMatchObject({
      url: 'http://127.0.0.1:1',
      gate: 'document',
      notes: ['calls to 2 servers were judged: http://127.0.0.1:1, https://a.example; --server selects one'],
    })
    const { out: one } = await read(two, '--json', '--server', 'https://a.example/')
    expect(JSON.parse(one)).toMatchObject({
      url: 'https://a.example',
      notes: ['1 other exchange is no call of the contract'],
    })
    expect(JSON.parse((await read([join('http://127.0.0.1:1')], '--json')).out)).toMatchObject({
      gate: 'all',
      notes: [],
    })
  })

  it('of a recording without a call of the contract says what may be wrong', async () => {
    const { code, out, error } = await read([])
    expect(out).toMatch(/^met: nothing\n\n/)
    expect([code, error]).toEqual([
      5,
      'no call of the contract was recorded; a target file can set prefixes, and names on sockets\nexit 5: nothing was judged\n',
    ])
  })

  it('hides the secrets of all entries, also of those that are no calls of the contract', async () => {
    const url = 'http://127.0.0.1:1'
    const other = harEntry({ url: `${url}/elsewhere`, headers: { 'x-auth-token': 'of-another-call' } })
    const telling = harEntry({
      method: 'POST',
      url: `${url}/rooms/a/join`,
      status: 403,
      answer: { statusCode: 403, message: 'of-another-call' },
    })
    const { out } = await read([telling, other], '--json')
    expect(out).toContain('/message is wrong')
    expect(out).not.toContain('of-another-call')
  })

  it('hides the secrets of the calls of the contract, also where an earlier answer shows them', async () => {
    const url = 'http://127.0.0.1:1/rooms/a/join'
    const told = { statusCode: 403, message: 'of-a-later-call' }
    const telling = harEntry({ method: 'POST', url, status: 403, answer: told })
    const headers = { authorization: 'Bearer of-a-later-call' }
    const later = harEntry({ method: 'POST', url, status: 403, answer: LOCKED, headers })
    const { out } = await read([telling, later], '--json')
    expect(out).toContain('/message is wrong')
    expect(out).not.toContain('of-a-later-call')
  })

  it('reads nothing if a report could not be written', async () => {
    const ran = await read([join('http://127.0.0.1:1')], '--html', '/dev/null/x.html')
    expect(ran).toEqual({
      code: 2,
      out: '',
      error: '/dev/null/x.html cannot be written\n  Name a file in a writable folder.\n',
    })
  })

  it('notes the entries that could not be read', async () => {
    const { out } = await read([join('http://127.0.0.1:1'), () => ({})], '--json')
    expect(JSON.parse(out).notes).toEqual(['entry 2 was left out: it has no request'])
  })

  it('of a recording whose calls meet nothing says only what they break', async () => {
    const { code, out, error } = await read([join('http://127.0.0.1:1', 418)])
    expect([code, error]).toEqual([1, ''])
    expect(out).toMatch(/^met: nothing\n/)
  })

  it('of a recording without a call to the server that is asked for says how to judge the others', async () => {
    const { code, error } = await read([join('http://127.0.0.1:1')], '--server', 'http://127.0.0.1:4999')
    expect(error).toBe(
      'no call of the contract to http://127.0.0.1:4999 was recorded; leave out --server to judge calls to every server in the recording\nexit 5: nothing was judged\n',
    )
    expect(code).toBe(5)
  })

  it('refuses a file that is longer than a text may be, without reading it', async () => {
    const file = inFolder('large.har')
    await writeFile(file, '')
    // It takes no space: all of it is a hole.
    await truncate(file, 500_000_001)
    expect(await runCli(['read', file])).toEqual({
      code: 2,
      out: '',
      error: `${file} is larger than 500 MB\n  Record less, or filter it by URL while recording.\n`,
    })
  })

  it.each([
    [['read'], 'greenroom read takes a HAR\n  Save one from the network panel of a browser, with content.\n'],
    [['read', 'a', 'b'], 'unexpected argument b\n  greenroom read takes one file.\n'],
    [['read', 'none.har'], 'none.har cannot be read\n  Check the path.\n'],
    [
      ['read', 'a', '--server', 'http://a', '--target', 'contract-tests/targets/rocket-chat.yaml'],
      '--server has no effect with --target\n  Drop one of them: both name the server.\n',
    ],
  ])('refuses %j', async (args, error) => expect(await runCli(args)).toEqual({ code: 2, out: '', error }))
})
