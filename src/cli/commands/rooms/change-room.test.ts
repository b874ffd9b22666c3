import { describe, expect, it } from 'vitest'
import { servedCli } from '../../../../tests/support/served-cli.ts'

const { cli, out, server } = servedCli()

describe('greenroom lock, unlock, fill and end', () => {
  it('change a room, and print its world, its seats, its state, and who is inside', async () => {
    await out('worlds', 'make', 'qa')
    const change = (verb: string, ...args: string[]): Promise<string> =>
      out(verb, 'abc-def-ghi', '--world', 'qa', ...args)
    await out('call', 'joinMeetingRoom', 'code=abc-def-ghi', 'guestName=Jane', '--world', 'qa')
    expect(await change('lock')).toBe('[qa] abc-def-ghi: 1/50, locked, Jane\n')
    await server().wrote('[qa] set meeting-room abc-def-ghi: [locked]')
    expect(await change('unlock')).toBe('[qa] abc-def-ghi: 1/50, open, Jane\n')
    const filled = await change('fill', '--json')
    expect(filled.startsWith('{\n  "')).toBe(true)
    expect(JSON.parse(filled)).toMatchObject({ code: 'abc-def-ghi', isLocked: false })
    expect(await change('lock')).toBe('[qa] abc-def-ghi: 50/50, locked, full, Jane, Ada, Grace, Guest 4, 46 more\n')
    expect(await change('unlock')).toBe('[qa] abc-def-ghi: 50/50, full, Jane, Ada, Grace, Guest 4, 46 more\n')
    expect(await change('end')).toBe('[qa] abc-def-ghi: 0/50, inactive\n')
    expect(await out('room', 'abc-def-ghi')).toContain('0/50, open')
  })

  it('print in one line a name that has several', async () => {
    await out('call', 'joinMeetingRoom', 'code=one-lft-rom', 'guestName=Ja\nne')
    expect(await out('lock', 'one-lft-rom')).toMatch(/^\[default\] one-lft-rom: .*Ja\\u000ane\n$/)
  })

  it.each([
    [['lock'], /^greenroom lock takes the code of a room\n {2}greenroom rooms lists them\.\n$/],
    [['end', 'a', 'b'], /^unexpected argument b\n {2}greenroom end takes one code\.\n$/],
    [
      ['fill', 'abc-def-ghj'],
      /^there is no meeting-room abc-def-ghj in the world default\n {2}Did you mean abc-def-ghi\? greenroom rooms lists them all\.\n$/,
    ],
    [['unlock'], /^greenroom unlock takes the code of a room\n {2}greenroom rooms lists them\.\n$/],
  ])('as %j are refused', async (args, error) => {
    expect(await cli(...args)).toEqual({ code: 2, out: '', error: expect.stringMatching(error) })
  })
})

describe('greenroom room', () => {
  it('shows a room of any kind, or all of its data', async () => {
    expect(await out('room', '697887e3c8b05330207c105e')).toMatch(/^697887e3c8b05330207c105e call, 0 users, private/)
    const data = JSON.parse(await out('room', 'lck-rom-now', '--json'))
    expect([Object.keys(data)[0], data.kind, data.code, data.isLocked]).toEqual([
      'kind',
      'meeting-room',
      'lck-rom-now',
      true,
    ])
  })

  it.each([
    [['room'], 'greenroom room takes a code or id\n  greenroom rooms lists them.\n'],
    [['room', 'a', 'b'], 'unexpected argument b\n  greenroom room takes one code or id.\n'],
  ])('as %j is refused', async (args, error) => expect(await cli(...args)).toEqual({ code: 2, out: '', error }))
})

describe('greenroom reset', () => {
  it('takes back what was done in a world, and in no other', async () => {
    await out('worlds', 'make', 'kept')
    for (const world of ['default', 'kept']) await out('lock', 'abc-def-ghi', '--world', world)
    expect(await out('reset')).toBe('[default] was reset\n')
    expect(await out('room', 'abc-def-ghi')).toContain('open')
    expect(await out('room', 'abc-def-ghi', '--world', 'kept')).toContain('locked')
    expect(await cli('reset', 'kept')).toMatchObject({
      code: 2,
      error: 'unexpected argument kept\n  Name the world with --world.\n',
    })
  })
})

describe('greenroom seed', () => {
  it('prints what a world holds, as a file that says where it is from, or as JSON', async () => {
    const text = await out('seed', '--world', 'kept')
    expect(text).toMatch(/^# What the world kept held\. To begin with it: greenroom serve --seed <this file>\n\w/)
    expect(Object.keys(JSON.parse(await out('seed', '--json')))).toContain('people')
  })

  it('prints the schema of such files, for no world', async () => {
    expect(JSON.parse(await out('seed', '--schema'))).toHaveProperty('$schema')
    expect(await cli('seed', '--schema', '--world', 'kept')).toMatchObject({
      code: 2,
      error: '--world has no effect with --schema\n  Drop one of them.\n',
    })
    expect(await cli('seed', 'kept')).toMatchObject({ code: 2, error: expect.stringContaining('--world') })
  })
})
