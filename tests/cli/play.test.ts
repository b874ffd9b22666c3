import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { scenarios } from '../../src/contract/compiled/scenarios.js'
import { servedCli } from '../support/served-cli.ts'
import { serveCli } from '../support/run-cli.ts'
import { runSnippet } from '../support/snippet.ts'
import { listen } from '../support/sockets.ts'

const { server, folder, env, cli, out } = servedCli()

const OWN = `scenario: own
about: one of our own
steps:
  - { at: 0s, set: { meeting-room: [last-seat] } }
  - { at: 1s, by: Ann, call: joinMeetingRoom, request: { body: { guestName: Ann } }, expect: joined-as-guest }
  - { at: 2s, by: Ben, call: joinMeetingRoom, request: { body: { guestName: Ben } }, expect: room-full }
  - { at: 3s, by: Host, call: lockMeetingRoom, as: host, request: { body: { locked: true } }, expect: lock-changed }
`

/** Writes a file of a scenario, and answers its path. */
async function own(text: string, name = 'own.yaml'): Promise<string> {
  const path = join(folder(), name)
  await writeFile(path, text)
  return path
}

describe('play', () => {
  it('lists the scenarios that come with greenroom, with what each shows', async () => {
    const lines = (await out('play', '--list')).trimEnd().split('\n')
    expect(lines).toHaveLength(scenarios.length)
    for (const [index, { name, about }] of scenarios.entries())
      expect(lines[index]).toMatch(new RegExp(`^${name} +${about.slice(0, 20)}`))
    const listed: { name: string }[] = JSON.parse(await out('play', '--list', '--json'))
    expect(listed.map(({ name }) => name)).toEqual(scenarios.map(({ name }) => name))
  })

  it('plays step by step, tells how far it is, and ends it', async () => {
    await out('worlds', 'make', 'steps')
    const inSteps = (...args: string[]): Promise<string> => out('play', ...args, '--world', 'steps')
    expect(await inSteps('last-seat', '--step')).toMatch(
      /^\[steps\] last-seat: 1 of 6 steps played · code \w{3}-\w{3}-\w{3}\n {2}next at 2026-03-03T10:30:05.000Z: Jane: joinMeetingRoom\n$/,
    )
    expect(await inSteps('--next')).toContain('2 of 6 steps played')
    await out('clock', 'advance', '1h', '--world', 'steps')
    expect(await inSteps()).toMatch(/^\[steps\] last-seat: 6 of 6 steps played · code \S+\n$/)
    await server().wrote('[steps] last-seat 20s · Jane: leaveMeetingRoom, left\n')
    await server().wrote('[steps] last-seat is over: 6 steps, all as expected\n')
    expect(await inSteps('--stop')).toBe('[steps] last-seat has ended\n')
    const { error } = await cli('play', '--world', 'steps')
    expect(error).toContain('No scenario is playing in the world steps')
    expect(error).toContain('greenroom play --list')
  })

  it('plays a file of your own, at a speed, and tells what was answered otherwise', async () => {
    await out('worlds', 'make', 'own')
    const path = await own(OWN.replace('expect: room-full', 'expect: room-locked'))
    await out('play', path, '--speed', '1000', '--world', 'own')
    await server().wrote(/\[own\] own 2s · Ben: joinMeetingRoom, room-full, not room-locked as .*own\.yaml:6 expects\n/)
    await server().wrote('[own] own is over: 4 steps, 1 not as expected\n')
    expect(await out('play', '--world', 'own')).toMatch(
      /4 of 4 steps.*\n {2}Ben: joinMeetingRoom, room-full, not room-locked/,
    )
    const status: { unmet: object[] } = JSON.parse(await out('play', '--world', 'own', '--json'))
    expect(status.unmet).toHaveLength(1)
  })
})

describe('bad input', () => {
  it.each([
    [['full-hose'], 'Did you mean full-house?'],
    [['full-house', '--speed', '0'], '--speed takes 0.1 to 1000, not 0'],
    [['full-house', '--speed', 'fast'], '--speed takes 0.1 to 1000, not fast'],
    [['full-house', '--speed', '2', '--step'], "--step and --speed can't be combined"],
    [['full-house', '--next'], "--next can't be combined with other options"],
    [['--stop', '--next'], "--next can't be combined with other options"],
    [['full-house', 'last-seat'], 'unexpected argument last-seat'],
    [['full-house', '--world', 'nowhere'], 'There is no world "nowhere"'],
    [['./nothing.yaml'], 'nothing.yaml: no such file'],
  ])('play %s is refused, with what would be right', async (args, message) => {
    const ran = await cli('play', ...args)
    expect(ran.code).toBe(2)
    expect(ran.error).toContain(message)
  })

  it.each([
    [
      'a word that there is not',
      OWN.replace('expect: room-full', 'expect: room-ful'),
      /own\.yaml:6: .*room-ful/,
      'room-full',
    ],
    ['a key that there is not', OWN.replace('about', 'abuot'), /own\.yaml:2: .*unknown word abuot/, 'about'],
    [
      'a crowd',
      `${OWN}crowd: { guests: 2, seed: 1, over: 1m, stay: 1s..2s }\n`,
      /own\.yaml:8: only npm run compile/,
      'steps',
    ],
    ['no YAML', 'scenario: [', /own\.yaml:\d+: /, 'Fix the YAML'],
  ])('a file with %s is refused with file and line, by play and by serve', async (_, text, place, fix) => {
    const path = await own(text)
    for (const command of [
      ['play', path],
      ['serve', '--port', '0', '--scenario', path],
    ]) {
      const ran = await cli(...command)
      expect(ran.code).toBe(2)
      expect(ran.error).toMatch(place)
      expect(ran.error).toContain(fix)
    }
  })
})

describe('serve --scenario', () => {
  it('plays from the start, says how to take part, and logs each step', async () => {
    await using serving = await serveCli(['--scenario', 'full-house', '--speed', '1000'], env())
    const text = await serving.wrote('[default] full-house is over: 7 steps, all as expected\n')
    const [, code = ''] = /\nScenario full-house · code (\S+) · speed 1000\n {2}Two seats are taken/.exec(text) ?? []
    expect(text).toContain(`curl -i -X POST '${serving.url}/rooms/${code}/join' -H 'Content-Type: application/json'`)
    expect(text).toContain(`io('${serving.url}').emitWithAck('join-room', { code: '${code}', guestName: 'You' })`)
    expect(text.indexOf('Scenario full-house')).toBeLessThan(text.indexOf('[default] full-house 2s'))
    using socket = await listen(serving.url)
    expect(await socket.ask('join-room', { code, guestName: 'You' })).toEqual({
      statusCode: 400,
      message: 'Room is full',
    })
  })

  it('ends at once when it is told to, in the middle of a scenario', async () => {
    await using serving = await serveCli(['--scenario', 'crowd', '--json'], env())
    const ready: { scenario?: string; values?: object } = JSON.parse((await serving.wrote('\n')).split('\n')[0] ?? '')
    expect(ready).toMatchObject({ ready: true, scenario: 'crowd', values: { code: expect.stringMatching(/^\w{3}-/) } })
    expect(await serving.stop()).toMatchObject({ code: 0, error: '' })
  })

  it('shows a request of its identity where the scenario is of a livechat room, and names the world where it must be', async () => {
    await using serving = await serveCli(['--scenario', 'agent-joins-twice', '--require-world'], env())
    const text = await serving.wrote('Ctrl-C')
    const command = /\nScenario agent-joins-twice · roomId (\S+)\n.*\n {2}(curl .*)\n\n/.exec(text)
    expect(command?.[2]).toContain(`${serving.url}/~default/api/v1/livechat/room.join?roomId=${command?.[1]}`)
    expect(command?.[2]).toContain('X-User-Id: rbAXPnMktTFbNpwtJ')
  })
})

describe('docs/scenarios.md', () => {
  const page = readFileSync('docs/scenarios.md', 'utf8')
  const block = (kind: string): string => new RegExp(`\`\`\`${kind}\\n([\\s\\S]*?)\`\`\``).exec(page)?.[1] ?? ''

  it('shows a file that plays as it says', async () => {
    await out('play', await own(block('yaml'), 'our-launch.yaml'), '--speed', '1000')
    await server().wrote('[default] our-launch is over: 6 steps, all as expected\n')
  })

  it('shows a test that goes on when it says so', async () => {
    const text = `import { connect } from 'greenroom/client'\n${block('ts')}\nexport { next, unmet }\n`
    expect(await runSnippet(text, folder())).toMatchObject({ next: { what: 'Jane: leaveMeetingRoom' }, unmet: [] })
  })

  it('shows commands that there are', async () => {
    const help = await out('play', '--help')
    const options = [...page.matchAll(/greenroom play [^\n`#]*?--(\w+)/g)].map(([, name]) => name)
    expect(options).toEqual(['list', 'world', 'world', 'next', 'stop', 'arazzo', 'arazzo'])
    for (const name of ['step', 'speed', ...options]) expect(help).toContain(`--${name}`)
  })
})
