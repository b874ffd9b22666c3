import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeRunFile } from '../../src/client/run-file.ts'
import { startServer, type ControlledServer } from '../../src/server.ts'
import { patient } from '../support/sockets.ts'
import { heldIn, makeFolder, runVerify, type Folder } from '../support/run-verify.ts'

let server: ControlledServer
let folder: Folder
beforeAll(async () => {
  folder = await makeFolder()
  server = await startServer({ sockets: patient, dialect: 'neuron-meet', control: true })
  const { url, port, control } = server
  await writeRunFile({ pid: process.pid, url, port, control: control.url, token: control.token }, env())
})
afterAll(async () => {
  await server.close()
  await folder[Symbol.asyncDispose]()
})
const env = () => ({ XDG_RUNTIME_DIR: folder.path })

/** Verifies the mock that speaks the dialect, by a target file. */
async function verified(lines: readonly string[], args: readonly string[]) {
  const file = await folder.write('target.yaml', [`url: ${server.url}`, ...lines, ''].join('\n'))
  return runVerify(['--target', file, '--gate', 'all', '--all', ...args], env())
}

/** The product takes a guest for whomever the payload names; so does its dialect. */
const BELIEVED = 'joinMeetingRoom/joined-as-guest:as-somebody-else'
const SOME = ['joinMeetingRoom/room-locked', 'joinMeetingRoom/joined-as-host', 'leaveMeetingRoom/left', BELIEVED]

describe('verify by the description that the mock speaks', () => {
  it('holds, but for the caller who is believed', async () => {
    const { out } = await verified(
      ['socket: neuron-meet', 'transports: [websocket, polling]'],
      [...SOME, 'lockMeetingRoom/not-host', 'joinMeetingRoom/code-missing'].flatMap((id) => ['--case', id]),
    )
    expect(out).toContain(`a caller who is not the host became host: ${BELIEVED} (polling) broken`)
    expect(out).toMatch(/\d+ held, 2 broken, 0 differ, 0 known, 0 blocked/)
    expect(heldIn({ out })).toBeGreaterThan(8)
  })

  it('speaks the documented words without it, which hold as well', async () => {
    const { out } = await verified(
      ['transports: [websocket, http]'],
      SOME.flatMap((id) => ['--case', id]),
    )
    expect(out).toMatch(/ 0 broken, 0 differ, 0 known, 0 blocked/)
  })

  it('holds in every case that events can express', { tags: ['full'] }, async () => {
    const { out } = await verified(['socket: neuron-meet', 'transports: [polling, websocket, upgraded]'], [])
    const broken = [...out.matchAll(/✗ broken {2}(\S+)/g)].map(([, id]) => id)
    expect(new Set(broken)).toEqual(new Set([BELIEVED]))
    // Nobody joins the product over HTTP: in its words, such a guest has an id where the contract has no socket.
    expect(out).toMatch(/ 0 differ, 0 known, 24 blocked/)
    expect(out).toContain('24 × transport: one of its calls uses HTTP')
  })

  it('refuses a name that nobody knows, with those that there are', async () => {
    const { error, code } = await verified(['socket: neuron', 'transports: [websocket]'], [])
    expect([error, code]).toEqual([expect.stringContaining('there is no dialect neuron'), 2])
    expect(error).toContain('Known: neuron-meet.')
  })
})
