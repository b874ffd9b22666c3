import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ownFolder } from '../../tests/support/folder.ts'
import { serveCli } from '../../tests/support/run-cli.ts'
import { startForeign } from '../../tests/support/run-verify.ts'
import { writeRunFile } from '../client/run-file.ts'
import { startServer } from '../server.ts'
import { PLAIN_DIALECT } from '../dialect/dialect.ts'
import { TRANSPORTS } from '../verify/model/transport.ts'
import { createSend } from '../verify/send/send.ts'
import { createVerifier, type Verifier } from './create-verifier.ts'
import { controlled, readyFor, type TargetParts } from './targets.ts'

const inFolder = ownFolder()
// Of documentation (RFC 5737): nothing is sent there.
const ELSEWHERE = 'https://192.0.2.1'
const INSECURE = { NODE_TLS_REJECT_UNAUTHORIZED: '0' }

/** The gate of a run, which its first event tells. */
async function gateOf({ run }: Verifier): Promise<unknown> {
  for await (const event of run({ cases: ['joinMeetingRoom/room-locked'] }))
    if (event.kind === 'planned') return event.run.gate
  return undefined
}

describe('a target is opened', () => {
  it('as the built-in mock without a word', async () => {
    await using verifier = await createVerifier({ env: INSECURE, edition: '2022' })
    expect(verifier.target).toMatchObject({ name: 'the built-in mock', edition: '2022' })
    expect((await fetch(verifier.target.url)).status).toBe(200)
    await verifier.close()
    await expect(fetch(verifier.target.url)).rejects.toThrow('fetch failed')
  })

  it('as a greenroom by its control plane, of its own edition', async () => {
    await using server = await startServer({ control: {}, edition: '2022' })
    await using verifier = await createVerifier({ env: {}, url: `${server.url}/`, control: server.control })
    expect(verifier.target).toMatchObject({ url: server.url, edition: '2022', transports: ['http'] })
    await using within = await createVerifier({ env: {}, url: `${server.url}/~qa`, control: server.control })
    expect(within.target.url).toBe(server.url)
    const other = createVerifier({ env: {}, url: server.url, control: server.control, edition: 'current' })
    await expect(other).rejects.toMatchObject({
      message: `the greenroom at ${server.url} serves the edition 2022, not current`,
      fix: 'Omit the edition, or start it with greenroom serve --edition current.',
    })
  })

  it.each<[url: string, port: number]>([
    ['http://localhost', 80],
    ['https://localhost', 443],
  ])('as a greenroom at the usual port of its scheme, where a URL names none: %s', async (url, port) => {
    await using server = await startServer({ control: {} })
    const folder = await mkdtemp(join(tmpdir(), 'greenroom-run-'))
    const env = { XDG_RUNTIME_DIR: folder }
    const { url: control, token } = server.control
    await writeRunFile({ pid: process.pid, url, port, control, token }, env)
    await using verifier = await createVerifier({ env, url })
    expect([verifier.target.url, verifier.target.transports]).toEqual([url, TRANSPORTS])
    await rm(folder, { recursive: true })
  })

  it('as a server like any other, where it is on another machine, at the port of a greenroom on this one', async () => {
    await using served = await serveCli()
    const { port } = new URL(served.url)
    await using verifier = await createVerifier({ env: served.env, url: `http://192.0.2.1:${port}` })
    expect(verifier.target).toMatchObject({ url: `http://192.0.2.1:${port}`, operations: null, transports: ['http'] })
  })

  it('as a server like any other, where there is no sign of a greenroom', async () => {
    await using foreign = await startForeign((_, response) => response.end())
    await using verifier = await createVerifier({ env: { XDG_RUNTIME_DIR: '/nonexistent' }, url: foreign.url })
    expect([verifier.target.operations, verifier.target.transports, foreign.requests()]).toEqual([null, ['http'], 0])
  })

  it('by its data, whose URL may be said again, and its edition otherwise', async () => {
    const target = { url: `${ELSEWHERE}/chat/`, name: 'staging' }
    await using verifier = await createVerifier({ env: {}, target, url: `${ELSEWHERE}/chat`, edition: '2022' })
    expect(verifier.target).toMatchObject({ name: 'staging', url: `${ELSEWHERE}/chat`, edition: '2022' })
  })
})

it('a greenroom holds all that its edition documents, each case in a world of its own, on every transport of it', () => {
  const world = (): never => {
    throw new Error('no case is played here')
  }
  const ready = (edition: '2022' | 'current') => controlled('a mock', 'http://127.0.0.1:1', edition, { world })
  const { target, arranger, ...more } = ready('current')
  expect(more).toEqual({ gate: 'inferred', minCoverage: 100, timeoutMs: 2000, close: expect.any(Function) })
  const { operations, ...rest } = target
  expect(rest).toEqual({
    name: 'a mock',
    url: 'http://127.0.0.1:1',
    edition: 'current',
    prefixes: {},
    identities: {},
    missing: {},
    payloads: {},
    unset: [],
    scope: null,
    limits: {},
    transports: TRANSPORTS,
    socket: PLAIN_DIALECT,
    secrets: [],
  })
  expect(operations).toEqual(expect.arrayContaining(['joinLivechatRoom', 'joinMeetingRoom', 'lockMeetingRoom']))
  expect([arranger.isolated, ready('2022').target.transports]).toEqual([true, ['http']])
})

describe('the gate of a target that is a greenroom on this machine', () => {
  it('is that of its file, else what is inferred', async () => {
    await using served = await serveCli()
    const env = served.env
    const operations = ['joinMeetingRoom']
    const target = { url: served.url, operations, name: 'ours', transports: ['polling'] } as const
    await using strict = await createVerifier({ env, target: { ...target, authority: { gate: 'document' } } })
    expect([await gateOf(strict), strict.target]).toMatchObject(['document', target])
    await using usual = await createVerifier({ env, target: { url: served.url } })
    expect(await gateOf(usual)).toBe('inferred')
  })
})

it('the gate of a target that is no greenroom is that of its file, else that of documents', async () => {
  await using far = await startForeign((_, response) => response.end())
  const env = { XDG_RUNTIME_DIR: '/nonexistent' }
  await using strict = await createVerifier({ env, target: { url: far.url, authority: { gate: 'server' } } })
  await using usual = await createVerifier({ env, target: { url: far.url } })
  expect([await gateOf(strict), await gateOf(usual)]).toEqual(['server', 'document'])
})

it('a target file that names another edition than its greenroom serves is refused', async () => {
  await using served = await serveCli()
  const target = { url: served.url, authority: { edition: '2022' } } as const
  await expect(createVerifier({ env: served.env, target })).rejects.toMatchObject({
    message: `the greenroom at ${served.url} serves the edition current, not 2022`,
    fix: 'Omit the edition, or start it with greenroom serve --edition 2022.',
  })
})

/** What opens a target in these surroundings, and what was sent meanwhile. */
function opening(env: TargetParts['env'] = {}) {
  const { send, close } = createSend({ proxies: {} })
  const sent: string[] = []
  const parts: TargetParts = {
    env,
    send: async (request, to) => {
      sent.push(`${to.baseUrl}${request.target}`)
      return send(request, to)
    },
    signal: () => new AbortController().signal,
  }
  return { parts, sent, [Symbol.asyncDispose]: close }
}

it('the built-in mock has a minute for each answer, since only a busy machine delays it; a greenroom elsewhere has two seconds', async () => {
  await using server = await startServer({ control: true })
  await using way = opening()
  const { control } = server
  const near = await readyFor({}, way.parts)
  const far = await readyFor({ url: server.url, control }, way.parts)
  expect([near.timeoutMs, far.timeoutMs]).toEqual([60_000, 2000])
  await near.close()
  // What asks the control plane goes the way of all requests, so that proxies and certificates hold for it, too.
  expect([...new Set(way.sent.map((url) => new URL(url).origin))]).toEqual([control.url])
})

it('the words of a target file on sockets are for a greenroom that understands others than the documented ones', async () => {
  const membersAt = async (args: readonly string[]): Promise<unknown> => {
    await using served = await serveCli(args)
    await using way = opening(served.env)
    const target = { url: served.url, socket: { members: { code: 'roomCode' } } } as const
    const ready = await readyFor({ target }, way.parts)
    expect(way.sent).not.toEqual([])
    expect(ready.notes).toEqual([
      'this is a greenroom: each case had a world of its own there, so the identities, scope, limits, situations and hook of the target were not used',
    ])
    return ready.target.socket.members
  }
  expect(await membersAt(['--dialect', 'neuron-meet'])).toEqual({ code: { name: 'roomCode', unless: null } })
  expect(await membersAt([])).toEqual({})
})

describe('a target is refused', () => {
  it('of which credentials would go elsewhere', async () => {
    const url = 'https://192.0.2.2'
    await expect(createVerifier({ env: {}, target: { url: ELSEWHERE }, url: `${url}/` })).rejects.toMatchObject({
      message: `the target describes ${ELSEWHERE}, not ${url}`,
      fix: 'Omit the URL, or write a target file for it.',
    })
    const file = inFolder('target.yaml')
    await writeFile(file, `url: ${ELSEWHERE}\n`, { mode: 0o600 })
    await expect(createVerifier({ env: {}, target: file, url })).rejects.toMatchObject({
      message: `${file} describes ${ELSEWHERE}, not ${url}`,
    })
  })

  it('where anybody could answer in its name, by URL or by data, but not on this machine', async () => {
    const message = 'NODE_TLS_REJECT_UNAUTHORIZED=0 is set: anyone could impersonate the target'
    await expect(createVerifier({ env: INSECURE, url: ELSEWHERE })).rejects.toMatchObject({ message })
    await expect(createVerifier({ env: INSECURE, target: { url: ELSEWHERE } })).rejects.toMatchObject({ message })
    await using verifier = await createVerifier({ env: INSECURE, target: { url: 'https://127.0.0.1:1' } })
    expect(verifier.target.url).toBe('https://127.0.0.1:1')
    await using usual = await createVerifier({ env: { NODE_TLS_REJECT_UNAUTHORIZED: '1' }, url: ELSEWHERE })
    expect(usual.target.url).toBe(ELSEWHERE)
  })

  it('for a control plane without its mock, or a time that is none', async () => {
    const control = { url: 'http://127.0.0.1:1', token: 't' }
    const fault = { name: 'Fault', message: 'control needs the url of its greenroom', fix: 'Set url, and no target.' }
    await expect(createVerifier({ env: {}, control })).rejects.toMatchObject(fault)
    await expect(
      createVerifier({ env: {}, control, url: ELSEWHERE, target: { url: ELSEWHERE } }),
    ).rejects.toMatchObject(fault)
    for (const timeoutMs of [0, 600_001, 1.5])
      await expect(createVerifier({ env: {}, timeoutMs })).rejects.toThrow(
        `timeoutMs takes 1 to 600000, not ${timeoutMs}`,
      )
  })
})
