import { describe, expect, it } from 'vitest'
import { startCli } from '../../../../tests/support/run-cli.ts'
import { servedCli } from '../../../../tests/support/served-cli.ts'

const { out, cli, env } = servedCli()

describe('greenroom rooms', () => {
  it('lists rooms of every kind, or of one', async () => {
    const kinds = JSON.parse(await out('rooms', '--json')).map(({ kind }: { kind: string }) => kind)
    expect(kinds).toEqual(['meeting-room', 'livechat-room', 'call'])
    expect((await out('rooms', '--json')).startsWith('[\n  {\n    "kind": "meeting-room",\n')).toBe(true)
    const all = await out('rooms')
    expect(all).toContain('abc-def-ghi')
    expect(all).toContain('697887e3c8b0533020781a4a')
    const calls = await out('rooms', 'call')
    expect([calls.includes('697887e3c8b0533020781a4a'), calls.includes('abc-def-ghi')]).toEqual([true, false])
  })

  it('shows twenty of each kind, or a thousand', async () => {
    await out('worlds', 'make', 'many', '--seed', 'busy:30')
    const shown = async (...args: string[]) =>
      JSON.parse(await out('rooms', 'livechat-room', '--world', 'many', '--json', ...args))
    expect(
      (await shown()).map(({ kind, total, rooms }: { kind: string; total: number; rooms: unknown[] }) => [
        kind,
        total,
        rooms.length,
      ]),
    ).toEqual([['livechat-room', 30, 20]])
    expect((await shown('--all'))[0].rooms).toHaveLength(30)
    await out('worlds', 'make', 'more', '--seed', 'busy:1001')
    const [page] = JSON.parse(await out('rooms', 'livechat-room', '--world', 'more', '--json', '--all'))
    expect([page.total, page.rooms.length]).toEqual([1001, 1000])
  })

  it.each([
    [['rooms'], 'there is no kind of room rooms\n  Known: meeting-room, livechat-room, call.\n'],
    [['call', 'x'], 'unexpected argument x\n  greenroom rooms takes one kind.\n'],
  ])('%j is refused', async (args, error) => {
    expect(await cli('rooms', ...args)).toEqual({
      code: 2,
      out: '',
      error: error,
    })
  })
})

const CLEAR = '\u001b[H\u001b[J'

describe('greenroom rooms --watch', () => {
  /** Watches the meeting rooms of a new world, while the calls of it change. */
  async function watching(world: string, args: readonly string[], more: { columns?: number } = {}) {
    await out('worlds', 'make', world)
    const running = startCli(['rooms', 'meeting-room', '--watch', '--world', world, ...args], env(), more)
    await running.out.wrote('abc-def-ghi')
    const first = running.out.text()
    await out('set', 'call: []', '--world', world)
    await out('set', 'meeting-room abc-def-ghi: [locked]', '--world', world)
    return { running, first }
  }

  it('lists them again only when they changed, after an empty line, until the world is dropped', async () => {
    const { running, first } = await watching('w1', [])
    await running.out.wrote('\n\n')
    await out('worlds', 'drop', 'w1')
    const { code, out: text } = await running.ended
    expect([code, text.startsWith(first), text.slice(first.length).startsWith('\n')]).toEqual([0, true, true])
    expect(text.split('abc-def-ghi')).toHaveLength(3)
  })

  it('clears a terminal before each list', async () => {
    const { running, first } = await watching('w2', [], { columns: 80 })
    expect(first.startsWith(CLEAR)).toBe(true)
    await running.out.wrote(`\n${CLEAR}`)
    running.end()
    expect((await running.ended).out.split(CLEAR)).toHaveLength(3)
  })

  it('ends once nobody reads it', async () => {
    const reader = new AbortController()
    const running = startCli(['rooms', '--watch'], env(), { readerGone: reader.signal })
    await running.out.wrote('abc-def-ghi')
    reader.abort()
    expect((await running.ended).code).toBe(0)
  })

  it('writes a line of JSON for each change, and ends when it is told to', async () => {
    const { running, first } = await watching('w3', ['--json'])
    await running.out.wrote(/\n.*\n/)
    running.end()
    const { code, out: text } = await running.ended
    expect([code, first.split('\n').length]).toEqual([0, 2])
    expect(
      text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)[0].kind),
    ).toEqual(['meeting-room', 'meeting-room'])
  })
})
