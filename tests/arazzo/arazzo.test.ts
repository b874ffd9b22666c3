import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { load } from 'js-yaml'
import { describe, expect, it } from 'vitest'
import { scenarios } from '../../src/contract/compiled/scenarios.js'
import { ownFolder } from '../support/folder.ts'
import { byHand } from '../support/example-project.ts'
import { runCli } from '../support/run-cli.ts'
import { serveProcess } from '../support/serving-process.ts'

const at = ownFolder()
const NAMES = scenarios.map(({ name }) => name)
/** Those whose every call can be sent over HTTP. */
const OVER_HTTP = ['agent-joins-twice']

/** A scenario of one's own, of calls to a meeting room that HTTP has, too. */
const LAUNCH = `scenario: our-launch
about: Everyone comes at once, and one is too many.
steps:
  - { at: 0s, set: { meeting-room: [two-seats] } }
  - { at: 5s, by: Ann, call: joinMeetingRoom, request: { body: { guestName: Ann } }, expect: joined-as-guest }
  - { at: 5s, by: Host, call: joinMeetingRoom, as: host, expect: joined-as-host }
  - { at: 6s, by: Ben, call: joinMeetingRoom, request: { body: { guestName: Ben } }, expect: room-full }
  - { at: 7s, set: { meeting-room: [locked] } }
  - { at: 8s, by: Cleo, call: joinMeetingRoom, request: { body: { guestName: Cleo } }, expect: room-locked }
`

async function arazzo(name: string, version: string): Promise<string> {
  const { code, out, error } = await runCli(['play', name, '--arazzo', version])
  expect([code, error], name).toEqual([0, ''])
  return out
}

/** Runs Redocly's own command, which has a reader of Arazzo and a player. */
const redocly = (args: readonly string[]): Promise<{ readonly code: number; readonly text: string }> =>
  new Promise((done) => {
    const bin = resolve('node_modules/@redocly/cli/bin/cli.js')
    const env = { ...byHand(at()), REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }
    execFile(process.execPath, [bin, ...args], { env, maxBuffer: 64 * 1024 * 1024 }, (error, out, complaints) =>
      done({ code: error ? Number(error.code) : 0, text: out + complaints }),
    )
  })

/** Writes a document into the checkout’s folder of tests, so that its references lead to the contracts. */
async function written(name: string, version: string): Promise<string> {
  const file = at(`${basename(name)}.${version}.arazzo.yaml`)
  const text = await arazzo(name, version)
  await writeFile(
    file,
    text.replaceAll(/url: (specs\/.*)$/gm, (_, path: string) => `url: ${resolve(path)}`),
  )
  return file
}

describe('a scenario as an Arazzo document', () => {
  it('is a workflow of a world of its own, with its calls on sockets as events', async () => {
    const document = load(await arazzo('full-house', '1.1'))
    expect(document).toMatchObject({
      arazzo: '1.1.0',
      sourceDescriptions: [
        { name: 'control', url: 'specs/control.openapi.yaml', type: 'openapi' },
        { name: 'meeting-rooms-events', url: 'specs/meeting-rooms.asyncapi.yaml', type: 'asyncapi' },
      ],
      workflows: [{ workflowId: 'full-house', inputs: { required: ['token'] } }],
    })
    const text = JSON.stringify(document)
    expect(text).toContain('"action":"send"')
    expect(text).toContain(`"condition":"$message.payload#/message == 'Room is full'"`)
    expect(text).not.toMatch(/"\$(?:code|roomId)/)
  })

  it('sends every call over HTTP in version 1.0, and says so where it cannot', async () => {
    const document = load(await arazzo('agent-joins-twice', '1.0'))
    expect(document).toMatchObject({
      arazzo: '1.0.1',
      sourceDescriptions: [{ name: 'control' }, { name: 'rocket-chat' }],
    })
    for (const name of NAMES) {
      const { code, error } = await runCli(['play', name, '--arazzo', '1.0'])
      expect(code, `${name}: ${error}`).toBe(OVER_HTTP.includes(name) ? 0 : 2)
      if (code === 2) expect(error).toMatch(/has no call over HTTP\n {2}Write the scenario as Arazzo 1\.1/)
    }
  })

  it.each([
    [['play', '--arazzo', '1.1'], '--arazzo needs a scenario'],
    [['play', 'full-house', '--arazzo', '2.0'], 'there is no version of Arazzo 2.0'],
    [['play', 'full-house', '--arazzo', '1.1', '--speed', '2'], '--speed has no effect with --arazzo'],
    [['play', 'no-such', '--arazzo', '1.1'], 'there is no scenario no-such'],
  ])('is refused as %j', async (args, says) => {
    expect(await runCli(args)).toMatchObject({ code: 2, error: expect.stringContaining(says) })
  })
})

// A process of half a second for each.
describe('by Redocly', { tags: ['full'] }, () => {
  it.each(NAMES)('%s is a document of Arazzo 1.1', async (name) => {
    const { code, text } = await redocly(['lint', await written(name, '1.1'), '--extends', 'spec'])
    expect([code, text]).toEqual([0, expect.stringContaining('valid')])
  })

  it('a document would not be one with a misspelt member', async () => {
    const file = at('wrong.arazzo.yaml')
    await writeFile(file, (await arazzo('full-house', '1.1')).replaceAll('action: send', 'action: sent'))
    expect((await redocly(['lint', file, '--extends', 'spec'])).code).toBe(1)
  })

  it.each([...OVER_HTTP, 'our-launch'])('%s is played by Respect, and every step gets its answer', async (name) => {
    await using server = await serveProcess()
    await writeFile(at('our-launch.yaml'), LAUNCH)
    const { url, token } = server.control
    const file = await written(name === 'our-launch' ? at('our-launch.yaml') : name, '1.0')
    const servers = ['rocket-chat', 'meeting-rooms'].map((source) => `${source}=${server.url}`)
    const { code, text } = await redocly([
      'respect',
      file,
      '--input',
      `token=${token}`,
      ...[`control=${url}`, ...servers].flatMap((each) => ['--server', each]),
    ])
    expect([code, text]).toEqual([0, expect.stringContaining(name)])
    expect(text).toMatch(/[1-9]\d* passed/)
    expect(text).not.toMatch(/[1-9]\d* failed/)
  })
})
